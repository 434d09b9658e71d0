package edgecomet.domain.host;

import edgecomet.domain.dimension.Dimensions;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.policy.PolicyMerge;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.RuleSet;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.rules.UrlRule;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.TrackingParams;
import edgecomet.domain.url.UrlNormalizer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host, with everything computed that can be computed at load: its rules in order, and for each the policy that the
 * three levels come to.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Host {

    private final HostDefinition definition;
    private final Dimensions dimensions;
    private final RuleSet rules;
    private final List<EffectivePolicy> policies;
    private final EffectivePolicy defaultPolicy;

    private Host(HostDefinition definition, Settings global) {
        this.definition = definition;
        this.dimensions = Dimensions.of(definition.dimensions());
        this.rules = RuleSet.of(expand(definition.rules()));
        this.defaultPolicy = policy(global, Settings.NONE, Action.RENDER, null, null, null);
        List<EffectivePolicy> merged = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleDefinition rule = definition.rules().get(rules.rule(i).declaration());
            merged.add(policy(
                    global,
                    rule.settings(),
                    rule.action(),
                    rule.status(),
                    rules.id(i),
                    rules.rule(i).pattern().text()));
        }
        this.policies = List.copyOf(merged);
    }

    /** Computes a host from what is configured for it and for all hosts. */
    public static Host assemble(HostDefinition definition, Settings global) {
        return new Host(definition, global);
    }

    /** What a URL is to this host. */
    public sealed interface Identification permits Identified, Rejected {}

    /** The page, and what the configuration says about it. */
    public record Identified(NormalizedUrl url, EffectivePolicy policy) implements Identification {}

    /** The URL has no normal form. */
    public record Rejected(String message) implements Identification {}

    /**
     * Normalises a URL, finds its rule and strips the tracking parameters that the rule says. The rule is matched on the
     * normalised path, so that no spelling of a path evades it, and on the query as it was sent.
     */
    public Identification identify(String url) {
        return switch (UrlNormalizer.normalize(url, TrackingParams.NONE)) {
            case edgecomet.domain.url.Rejected(String message) -> new Rejected(message);
            case NormalizedUrl normalized -> {
                EffectivePolicy policy = policyFor(normalized.path(), normalized.originalQuery());
                yield new Identified(normalized.stripping(policy.tracking()), policy);
            }
        };
    }

    /** Returns what holds for a percent-decoded path and an encoded query. */
    public EffectivePolicy policyFor(String path, String rawQuery) {
        int position = rules.match(path, rawQuery);
        return position < 0 ? defaultPolicy : policies.get(position);
    }

    /** Returns what holds where no rule matches. */
    public EffectivePolicy defaultPolicy() {
        return defaultPolicy;
    }

    /** Returns the policies of the rules, in the order in which rules are tried. */
    public List<EffectivePolicy> policies() {
        return policies;
    }

    /** Returns whether this is the host's key, in a time that depends on no character of it. */
    public boolean accepts(String key) {
        return MessageDigest.isEqual(
                definition.renderKey().getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the number that stands in keys and paths. */
    public int id() {
        return definition.id();
    }

    /** Returns the domains, lower case, the primary one first. */
    public List<String> domains() {
        return definition.domains();
    }

    /** Returns the domain that logs and metrics show. */
    public String primaryDomain() {
        return definition.domains().getFirst();
    }

    /** Returns whether the host is served at all. */
    public boolean enabled() {
        return definition.enabled();
    }

    /** Returns the dimensions, the built-in one among them. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /** Returns what happens to a user agent that selects no dimension. */
    public UnmatchedDimension unmatched() {
        return definition.unmatched();
    }

    /** Returns the request headers that may carry the client's address; empty for none of this host's own. */
    public List<String> clientIpHeaders() {
        return definition.clientIpHeaders();
    }

    @Override
    public String toString() {
        return definition.toString();
    }

    private static List<UrlRule> expand(List<RuleDefinition> definitions) {
        List<UrlRule> expanded = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            int declaration = i;
            QueryMatch query = definitions.get(i).query();
            definitions.get(i).patterns().forEach(pattern -> expanded.add(new UrlRule(pattern, query, declaration)));
        }
        return expanded;
    }

    private EffectivePolicy policy(
            Settings global,
            Settings rule,
            Action action,
            @Nullable StatusAction status,
            @Nullable String ruleId,
            @Nullable String rulePattern) {
        PolicyMerge merge = PolicyMerge.of(global, definition.settings(), rule);
        return new EffectivePolicy(
                ruleId,
                rulePattern,
                action,
                status,
                merge.render(),
                merge.bypass(),
                merge.tracking(),
                merge.botHits(),
                merge.sharding(),
                merge.safeHeaders());
    }
}
