/** Cache keys, entries, freshness and where a body lies on disk (spec 03 §3-7). */
@NullMarked
package edgecomet.domain.cache;

import org.jspecify.annotations.NullMarked;
