/** URL rules: what to do with which path and query (spec 02 §11). */
@NullMarked
package edgecomet.domain.rules;

import org.jspecify.annotations.NullMarked;
