/** Every key of every configuration file as data: what readers accept and what the reference says is one table. */
@NullMarked
package edgecomet.adapters.fs.configuration.table;

import org.jspecify.annotations.NullMarked;
