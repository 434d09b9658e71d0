/** The port {@code Browser} on real Chromium: a pool of tabs that replaces whatever breaks (spec 05 §4-9). */
@NullMarked
package edgecomet.adapters.chrome;

import org.jspecify.annotations.NullMarked;
