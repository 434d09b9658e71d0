package edgecomet.domain.host;

import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.Dimensions;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.PolicyMerge;
import edgecomet.domain.policy.Setting;
import edgecomet.domain.policy.SettingValue;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.rules.RuleSet;
import edgecomet.domain.rules.UrlRule;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.TrackingParams;
import edgecomet.domain.url.UrlNormalizer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configured host, ready to answer: rules sorted, policies merged, all of it computed once (spec 01 §5-7).
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Host {
    private final HostDefinition definition;
    private final byte[] renderKey;
    private final Dimensions dimensions;
    private final RuleSet rules;
    private final PolicyMerge merge;
    private final List<RuleDefinition> byDeclaration;
    private final EffectivePolicy defaultPolicy;
    private final List<EffectivePolicy> policies;

    private Host(HostDefinition definition, RuleSet rules, PolicyMerge merge, List<RuleDefinition> byDeclaration) {
        this.definition = definition;
        this.renderKey = definition.renderKey().getBytes(StandardCharsets.UTF_8);
        this.dimensions = Dimensions.of(definition.dimensions().value());
        this.rules = rules;
        this.merge = merge;
        this.byDeclaration = byDeclaration;
        this.defaultPolicy = merge.withoutRule();
        List<EffectivePolicy> merged = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            UrlRule rule = rules.rule(i);
            RuleDefinition written = byDeclaration.get(rule.declaration());
            merged.add(merge.forRule(
                    written.settings(),
                    written.action(),
                    written.status(),
                    rules.id(i),
                    rule.pattern().text()));
        }
        this.policies = List.copyOf(merged);
    }

    /** Expands the rules to one per pattern, sorts them and merges the settings of the three levels. */
    public static Host assemble(HostDefinition definition, Settings global) {
        List<UrlRule> expanded = new ArrayList<>();
        List<RuleDefinition> byDeclaration = new ArrayList<>();
        for (RuleDefinition rule : definition.rules()) {
            for (Pattern pattern : rule.patterns()) {
                expanded.add(new UrlRule(pattern, rule.query(), expanded.size()));
                byDeclaration.add(rule);
            }
        }
        PolicyMerge merge = new PolicyMerge(global, definition.settings());
        return new Host(definition, RuleSet.of(expanded), merge, byDeclaration);
    }

    /** The outcome of {@link #identify}. */
    public sealed interface Identification {}

    /** The page that a URL names and what applies to it. */
    public record Identified(NormalizedUrl url, EffectivePolicy policy) implements Identification {}

    /**
     * The URL names no page.
     *
     * @param message the error text of the normaliser, such as {@code invalid URL: missing host}
     */
    public record Rejected(String message) implements Identification {}

    /**
     * Finds the page that a URL names. Which parameters are stripped depends on the rule, and the rule on the cleaned
     * path and on the query before stripping: so the URL is normalised, then matched, then stripped.
     */
    public Identification identify(String rawUrl) {
        return switch (UrlNormalizer.normalize(rawUrl, TrackingParams.NONE)) {
            case edgecomet.domain.url.Rejected(String message) -> new Rejected(message);
            case NormalizedUrl url -> {
                EffectivePolicy policy = policyFor(url);
                yield new Identified(url.stripping(policy.tracking()), policy);
            }
        };
    }

    /** Returns what applies to a page; whether its tracking parameters are stripped already does not matter. */
    public EffectivePolicy policyFor(NormalizedUrl url) {
        return policyFor(url.path(), url.originalQuery());
    }

    /**
     * Returns what applies to a path and query.
     *
     * @param path percent-decoded, cleaned
     * @param rawQuery before stripping
     */
    public EffectivePolicy policyFor(String path, String rawQuery) {
        return policyAt(rules.match(path, rawQuery));
    }

    /** Returns the policy of the rule at a position in the order of trial; of a page without a rule for -1. */
    public EffectivePolicy policyAt(int position) {
        return position < 0 ? defaultPolicy : policies.get(position);
    }

    /**
     * Returns, key by key, what {@link #policyAt} and this host hold, and the level that each value comes from. Merges
     * anew: this is for operators, not for requests.
     */
    public List<Setting> settingsAt(int position) {
        List<Setting> settings = new ArrayList<>(position < 0 ? merge.settingsWithoutRule() : settingsOfRule(position));
        settings.add(Setting.of(
                "dimensions",
                definition.dimensions(),
                declared -> new SettingValue.Words(
                        declared.stream().map(Dimension::name).toList())));
        settings.add(Setting.of(
                "unmatched_dimension", definition.unmatched(), unmatched -> new SettingValue.Word(unmatched.label())));
        settings.add(Setting.of("client_ip.headers", definition.clientIpHeaders(), SettingValue.Words::new));
        return List.copyOf(settings);
    }

    private List<Setting> settingsOfRule(int position) {
        RuleDefinition written = byDeclaration.get(rules.rule(position).declaration());
        return merge.settingsForRule(written.settings(), written.action());
    }

    /**
     * Returns the dimension that a page is answered in to a request that selected another: the one that the rule names,
     * if any. Empty if the host lacks it.
     */
    public Optional<Dimension> dimensionFor(EffectivePolicy policy, Dimension selected) {
        String forced = policy.render().dimension();
        return forced == null ? Optional.of(selected) : dimensions.byName(forced);
    }

    /** Returns for how long past its lifetime any entry of the host may still answer, by its most patient rule. */
    public Duration longestGrace() {
        return Stream.concat(Stream.of(defaultPolicy), policies.stream())
                .flatMap(policy ->
                        Stream.of(policy.render().cache(), policy.bypass().cache()))
                .map(cache -> cache.expired().grace())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns what applies to a page that no rule matches. */
    public EffectivePolicy defaultPolicy() {
        return defaultPolicy;
    }

    /** Returns the policy of each rule, in the order in which rules are tried. */
    public List<EffectivePolicy> policies() {
        return policies;
    }

    /** Returns the rules in the order in which they are tried. */
    public RuleSet rules() {
        return rules;
    }

    /** Returns the id, which is part of cache keys. */
    public int id() {
        return definition.id();
    }

    /** Returns the domains in lower case. */
    public List<String> domains() {
        return definition.domains();
    }

    /** Returns the first domain, which stands for the host in metrics and events. */
    public String primaryDomain() {
        return definition.domains().getFirst();
    }

    /** Returns the key that clients present: a secret. */
    public String renderKey() {
        return definition.renderKey();
    }

    /** Returns whether a client presented the key; takes the same time wherever the two differ. */
    public boolean accepts(String key) {
        return renderKey.length > 0 && MessageDigest.isEqual(renderKey, key.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whether the host is served at all. */
    public boolean enabled() {
        return definition.enabled();
    }

    /** Returns the dimensions, the built-in one among them. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /** Returns what happens when a user agent selects no dimension. */
    public UnmatchedDimension unmatched() {
        return definition.unmatched().value();
    }

    /** Returns the same as far as the files say it; empty where they leave it to the product. */
    public Optional<UnmatchedDimension> configuredUnmatched() {
        return definition.unmatched().levels().contains(Level.BUILT_IN) ? Optional.empty() : Optional.of(unmatched());
    }

    /** Returns the request headers that may carry the client's address, in order. */
    public List<String> clientIpHeaders() {
        return definition.clientIpHeaders().value();
    }

    /** Describes the host without its key. */
    @Override
    public String toString() {
        return "Host[id=" + id() + ", domains=" + domains() + "]";
    }
}
