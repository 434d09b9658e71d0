/** The endpoints of a render service (spec 05 §2). */
@NullMarked
package edgecomet.adapters.http.renderservice;

import org.jspecify.annotations.NullMarked;
