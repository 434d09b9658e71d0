/** What a search engine reads in a page (spec 05 §10). */
@NullMarked
package edgecomet.domain.seo;

import org.jspecify.annotations.NullMarked;
