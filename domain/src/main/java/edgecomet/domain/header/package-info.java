/** HTTP header maps and the safe-header lists (spec 02 §14). */
@NullMarked
package edgecomet.domain.header;

import org.jspecify.annotations.NullMarked;
