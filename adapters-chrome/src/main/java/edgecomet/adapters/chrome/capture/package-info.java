/** From a fresh tab to the page that a reader would have seen (spec 05 §7-9). */
@NullMarked
package edgecomet.adapters.chrome.capture;

import org.jspecify.annotations.NullMarked;
