/** Serving a page: the request pipeline, the walk along the fallback chain, and what is kept of the result. */
@NullMarked
package edgecomet.application.serve;

import org.jspecify.annotations.NullMarked;
