/** The event log in a file (spec 04 §11.4). */
@NullMarked
package edgecomet.adapters.fs.events;

import org.jspecify.annotations.NullMarked;
