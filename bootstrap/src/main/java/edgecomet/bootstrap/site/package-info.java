/** The configuration of a standalone process that was given no file: one site, with sensible defaults. */
@NullMarked
package edgecomet.bootstrap.site;

import org.jspecify.annotations.NullMarked;
