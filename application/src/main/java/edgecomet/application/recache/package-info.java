/** Renewing a page of the cache while nobody waits for it: what the cache daemon asks of a gateway (spec 03 §15). */
@NullMarked
package edgecomet.application.recache;

import org.jspecify.annotations.NullMarked;
