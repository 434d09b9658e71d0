/** What a page loads, counted (spec 05 §11). */
@NullMarked
package edgecomet.adapters.chrome.network;

import org.jspecify.annotations.NullMarked;
