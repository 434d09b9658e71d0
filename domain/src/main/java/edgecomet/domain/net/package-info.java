/** Which network addresses belong to the public internet (spec 02 §6). */
@NullMarked
package edgecomet.domain.net;

import org.jspecify.annotations.NullMarked;
