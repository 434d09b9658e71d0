/** A role's configuration, read and checked: immutable values without a trace of the file's syntax (spec 01). */
@NullMarked
package edgecomet.application.configuration;

import org.jspecify.annotations.NullMarked;
