/** The coordination of one machine without Redis: metadata on disk, locks and registries in memory. */
@NullMarked
package edgecomet.adapters.fs.coordination;

import org.jspecify.annotations.NullMarked;
