/** The protocol between gateway and render service, and the gateway's client of it (spec 04 §8, 05 §2). */
@NullMarked
package edgecomet.adapters.http.renderer;

import org.jspecify.annotations.NullMarked;
