/** What is answered when a request never reaches an endpoint, or an endpoint fails. */
@NullMarked
package edgecomet.adapters.http.errors;

import org.jspecify.annotations.NullMarked;
