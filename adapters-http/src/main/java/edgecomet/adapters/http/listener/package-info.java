/** What stands between a socket of the public side and a whole, well-formed request (spec 02 §1). */
@NullMarked
package edgecomet.adapters.http.listener;

import org.jspecify.annotations.NullMarked;
