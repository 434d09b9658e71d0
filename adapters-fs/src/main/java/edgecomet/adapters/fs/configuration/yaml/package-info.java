/** YAML as the product's files are written in it, and the grammars of their scalars (spec 01 §2, §3). */
@NullMarked
package edgecomet.adapters.fs.configuration.yaml;

import org.jspecify.annotations.NullMarked;
