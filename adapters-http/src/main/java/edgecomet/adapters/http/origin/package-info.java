/** Fetching pages from the sites themselves (spec 02 §15.3). */
@NullMarked
package edgecomet.adapters.http.origin;

import org.jspecify.annotations.NullMarked;
