/** Configured hosts and their lookup by domain (spec 01 §5). */
@NullMarked
package edgecomet.domain.host;

import org.jspecify.annotations.NullMarked;
