/** Micro-benchmarks of the request path's pure computations. */
@NullMarked
package edgecomet.bench;

import org.jspecify.annotations.NullMarked;
