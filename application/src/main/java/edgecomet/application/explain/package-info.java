/** What a configuration means for a URL, told to operators before any request asks for it (spec 01 §10.1). */
@NullMarked
package edgecomet.application.explain;

import org.jspecify.annotations.NullMarked;
