/** The lines a process logs: Logback, set up by code from the configuration (spec 01 §13). */
@NullMarked
package edgecomet.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
