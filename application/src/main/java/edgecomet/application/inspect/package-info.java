/** Looking at a page the way the browser does: all its requests, recorded for an operator (spec 04 §10). */
@NullMarked
package edgecomet.application.inspect;

import org.jspecify.annotations.NullMarked;
