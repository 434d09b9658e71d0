/** The coordination of a cluster in Redis, on the keys and encodings of spec 03 §3-4 and 04 §2 and §7. */
@NullMarked
package edgecomet.adapters.redis;

import org.jspecify.annotations.NullMarked;
