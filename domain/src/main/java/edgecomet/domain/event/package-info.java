/** What the event log says about a request, and the template that says how (spec 04 §11). */
@NullMarked
package edgecomet.domain.event;

import org.jspecify.annotations.NullMarked;
