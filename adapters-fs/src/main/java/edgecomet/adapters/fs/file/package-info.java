/** Files that people look after: logs that are set aside when they are full, and failures in the words of the system. */
@NullMarked
package edgecomet.adapters.fs.file;

import org.jspecify.annotations.NullMarked;
