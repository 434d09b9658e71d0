/** Copies of metadata that this process keeps near, and how they stay true. */
@NullMarked
package edgecomet.application.near;

import org.jspecify.annotations.NullMarked;
