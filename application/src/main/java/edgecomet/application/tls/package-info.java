/** The certificate by which a TLS listener is known (spec 01 §15). */
@NullMarked
package edgecomet.application.tls;

import org.jspecify.annotations.NullMarked;
