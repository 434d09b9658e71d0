/** Noting which pages bots get from the cache, so that they are rendered again before they expire (spec 03 §14). */
@NullMarked
package edgecomet.application.bothit;

import org.jspecify.annotations.NullMarked;
