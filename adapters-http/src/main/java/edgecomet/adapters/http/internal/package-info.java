/** The internal listener: what other gateways, the cache daemon and operators ask of a gateway (spec 04 §5, §10). */
@NullMarked
package edgecomet.adapters.http.internal;

import org.jspecify.annotations.NullMarked;
