/** The gateway's public endpoints: requests in, answers out (spec 02). */
@NullMarked
package edgecomet.adapters.http.gateway;

import org.jspecify.annotations.NullMarked;
