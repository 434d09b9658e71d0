/** What is asked of a browser and what comes back (spec 05 §2). */
@NullMarked
package edgecomet.domain.render;

import org.jspecify.annotations.NullMarked;
