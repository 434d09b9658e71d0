/** Device dimensions and how a user agent selects one (spec 02 §10, §19). */
@NullMarked
package edgecomet.domain.dimension;

import org.jspecify.annotations.NullMarked;
