/** The bodies of cached pages as files (spec 03 §5-6). */
@NullMarked
package edgecomet.adapters.fs.pages;

import org.jspecify.annotations.NullMarked;
