/** The JSON of the protocols between services, read and written field by field. */
@NullMarked
package edgecomet.adapters.http.json;

import org.jspecify.annotations.NullMarked;
