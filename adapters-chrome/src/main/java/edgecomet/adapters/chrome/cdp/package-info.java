/** One DevTools connection: commands out, replies and ordered events in. */
@NullMarked
package edgecomet.adapters.chrome.cdp;

import org.jspecify.annotations.NullMarked;
