/** The fallback chain, as data (spec 03 §10). */
@NullMarked
package edgecomet.domain.fallback;

import org.jspecify.annotations.NullMarked;
