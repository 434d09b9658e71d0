/** Where every program of the distribution starts. */
@NullMarked
package edgecomet.bootstrap;

import org.jspecify.annotations.NullMarked;
