/** The pattern language of rules, user agents, query values and tracking parameters (spec 02 §9). */
@NullMarked
package edgecomet.domain.pattern;

import org.jspecify.annotations.NullMarked;
