/** Removes bodies from the disk that nothing can be answered with any more. */
@NullMarked
package edgecomet.application.clean;

import org.jspecify.annotations.NullMarked;
