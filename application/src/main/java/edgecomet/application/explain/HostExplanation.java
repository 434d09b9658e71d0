package edgecomet.application.explain;

import edgecomet.domain.host.Host;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.policy.Setting;
import edgecomet.domain.rules.RuleVerdict;
import edgecomet.domain.url.Normalization;
import edgecomet.domain.url.NormalizedUrl;
import java.util.List;
import java.util.Optional;

/**
 * What one host says about a URL.
 *
 * @param unstripped the URL in normal form with its tracking parameters
 * @param rule position of the rule that matches, in the order of trial; -1 if none does
 * @param nonMatches why earlier rules do not match, or all rules where none does: the first ones, in the order of trial
 * @param moreNonMatches how many there are beyond those
 * @param refusal what a request for this URL would be refused with; empty if it would be served
 * @param dimensions what happens in each dimension of the host; empty if the URL names no page
 */
public record HostExplanation(
        Host host,
        String url,
        Normalization unstripped,
        int rule,
        List<NonMatch> nonMatches,
        int moreNonMatches,
        Optional<Refusal> refusal,
        List<DimensionExplanation> dimensions) {
    public HostExplanation {
        nonMatches = List.copyOf(nonMatches);
        dimensions = List.copyOf(dimensions);
    }

    /** A rule that does not match, by its id and pattern, and why. */
    public record NonMatch(String ruleId, String pattern, RuleVerdict.Differs why) {}

    /** What a client would get instead of a page. */
    public record Refusal(int status, String reason) {}

    /** Returns what applies to the page. */
    public EffectivePolicy policy() {
        return host.policyAt(rule);
    }

    /** Returns every setting that holds for the page, with the level that it comes from. */
    public List<Setting> settings() {
        return host.settingsAt(rule);
    }

    /** Returns the URL by which requests are served and cached, without tracking parameters; empty if it is no URL. */
    public Optional<NormalizedUrl> live() {
        return unstripped instanceof NormalizedUrl url
                ? Optional.of(url.stripping(policy().tracking()))
                : Optional.empty();
    }
}
