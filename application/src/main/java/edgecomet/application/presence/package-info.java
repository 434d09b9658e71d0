/** Staying on the lists of those who are alive: heartbeats of gateways and render services (spec 04 §2, §7). */
@NullMarked
package edgecomet.application.presence;

import org.jspecify.annotations.NullMarked;
