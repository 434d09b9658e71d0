package edgecomet.domain.rules;

/** Whether a rule matches a page, and if not, why (spec 02 §11.2-3). */
public sealed interface RuleVerdict {

    /** The rule matches. */
    record Matches() implements RuleVerdict {}

    /** The rule does not match. */
    sealed interface Differs extends RuleVerdict {}

    /** The pattern does not accept the path; the query was not looked at. */
    record PathDiffers() implements Differs {}

    /** The pattern accepts the path, but the query is not as the rule wants it. */
    record QueryDiffers(QueryMatch.Unmet condition) implements Differs {}
}
