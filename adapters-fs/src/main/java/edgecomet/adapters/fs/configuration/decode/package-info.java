/** From a YAML tree to typed values with their lines, as a key table prescribes. */
@NullMarked
package edgecomet.adapters.fs.configuration.decode;

import org.jspecify.annotations.NullMarked;
