/** {@code edge-gateway -t}: what is wrong with a configuration, and what it means for a URL (spec 01 §10). */
@NullMarked
package edgecomet.adapters.fs.configuration.tester;

import org.jspecify.annotations.NullMarked;
