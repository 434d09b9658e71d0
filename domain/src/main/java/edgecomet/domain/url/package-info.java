/** URL identity: parsing, normalisation, tracking parameters and the hash (spec 03 §2). */
@NullMarked
package edgecomet.domain.url;

import org.jspecify.annotations.NullMarked;
