/** What a page loads, recorded request by request (spec 05 §12). */
@NullMarked
package edgecomet.adapters.chrome.har;

import org.jspecify.annotations.NullMarked;
