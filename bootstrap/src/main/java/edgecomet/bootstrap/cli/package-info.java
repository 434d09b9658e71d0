/** Command lines: what a program was asked to do, as a value; nothing is done here (spec 01 §1). */
@NullMarked
package edgecomet.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
