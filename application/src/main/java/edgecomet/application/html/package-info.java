/** Reads HTML pages: what a search engine sees in them, and the page without its scripts (spec 05 §10). */
@NullMarked
package edgecomet.application.html;

import org.jspecify.annotations.NullMarked;
