/** One running browser and the disposable tabs in it. */
@NullMarked
package edgecomet.adapters.chrome.instance;

import org.jspecify.annotations.NullMarked;
