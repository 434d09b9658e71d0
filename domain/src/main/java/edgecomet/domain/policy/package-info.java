/** Settings of one level, their three-level merge and the resulting effective policy (spec 01 §7). */
@NullMarked
package edgecomet.domain.policy;

import org.jspecify.annotations.NullMarked;
