/** The bundled demo site: a small shop that is an empty page to whoever runs no JavaScript. */
@NullMarked
package edgecomet.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
