/** What clients say in the query of a request (spec 02 §5). */
@NullMarked
package edgecomet.adapters.http.query;

import org.jspecify.annotations.NullMarked;
