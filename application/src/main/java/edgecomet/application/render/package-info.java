/** Rendering a page for a gateway: the browser's capture, and what is made of it (spec 05). */
@NullMarked
package edgecomet.application.render;

import org.jspecify.annotations.NullMarked;
