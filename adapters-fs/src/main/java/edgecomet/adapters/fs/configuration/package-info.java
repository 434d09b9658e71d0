/** The YAML configuration files, read and checked completely before anything starts (spec 01). */
@NullMarked
package edgecomet.adapters.fs.configuration;

import org.jspecify.annotations.NullMarked;
