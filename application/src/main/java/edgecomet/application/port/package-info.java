/** What the use cases need of the outside world; every adapter passes the contract test of its port. */
@NullMarked
package edgecomet.application.port;

import org.jspecify.annotations.NullMarked;
