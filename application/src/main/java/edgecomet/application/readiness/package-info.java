/** Whether a gateway can do its work right now. */
@NullMarked
package edgecomet.application.readiness;

import org.jspecify.annotations.NullMarked;
