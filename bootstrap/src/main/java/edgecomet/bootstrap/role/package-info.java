/** Starting and stopping each role: the server, what it is wired of, and the order in which it ends. */
@NullMarked
package edgecomet.bootstrap.role;

import org.jspecify.annotations.NullMarked;
