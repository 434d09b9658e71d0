package edgecomet.application.explain;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.explain.HostExplanation.NonMatch;
import edgecomet.application.explain.HostExplanation.Refusal;
import edgecomet.application.serve.RequestTarget;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.RuleSet;
import edgecomet.domain.rules.RuleVerdict;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.InvalidUrl;
import edgecomet.domain.url.Normalization;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.Rejected;
import edgecomet.domain.url.TargetUrl;
import edgecomet.domain.url.TrackingParams;
import edgecomet.domain.url.UrlNormalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Explains what a configuration means for a URL: which host and rule it meets, why earlier rules do not match, and what
 * each dimension serves and stores. Pure computation with the objects that serve requests; nothing is looked up in a
 * cache. Safe for concurrent use.
 */
public final class UrlExplainer {

    /** How many rules that do not match are explained. */
    static final int MAX_NON_MATCHES = 20;

    private final GatewayConfiguration configuration;
    private final Instant now;

    /**
     * Creates an explainer.
     *
     * @param now when an entry would be stored, which its file is named after
     */
    public UrlExplainer(GatewayConfiguration configuration, Instant now) {
        this.configuration = configuration;
        this.now = now;
    }

    /** Explains a URL with scheme and host on that host, and anything else as a path on every host. */
    public UrlExplanation explain(String target) {
        return switch (TargetUrl.parse(target)) {
            case InvalidUrl(String message) -> new UrlExplanation.Unparsable(message);
            case TargetUrl url when !url.scheme().isEmpty() && !url.host().isEmpty() -> explain(target, url.host());
            case TargetUrl path ->
                new UrlExplanation.OnEveryHost(configuration.hosts().all().stream()
                        .map(host -> explain(host, "https://" + host.primaryDomain() + target))
                        .toList());
        };
    }

    private UrlExplanation explain(String url, String givenHost) {
        String domain = domainOf(givenHost);
        Optional<Host> host = configuration.hosts().byDomain(domain);
        if (host.isEmpty()) {
            return new UrlExplanation.UnknownHost(givenHost);
        }
        boolean primary = host.get().primaryDomain().equals(domain);
        return new UrlExplanation.OfHost(explain(host.get(), url), givenHost, primary);
    }

    /** In lower case, without one final dot, then without a port: in this order. */
    private static String domainOf(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private HostExplanation explain(Host host, String url) {
        Normalization unstripped = UrlNormalizer.normalize(url, TrackingParams.NONE);
        Optional<Matchable> matchable = matchable(url, unstripped);
        RuleSet rules = host.rules();
        int rule = matchable.map(m -> rules.match(m.path(), m.query())).orElse(-1);
        int passed = rule < 0 ? rules.size() : rule;
        List<NonMatch> nonMatches = matchable.stream()
                .flatMap(m ->
                        IntStream.range(0, Math.min(passed, MAX_NON_MATCHES)).mapToObj(i -> nonMatch(rules, i, m)))
                .toList();
        return new HostExplanation(
                host,
                url,
                unstripped,
                rule,
                nonMatches,
                matchable.isEmpty() ? 0 : passed - nonMatches.size(),
                refusal(host, url, unstripped),
                unstripped instanceof NormalizedUrl page ? dimensions(host, host.policyAt(rule), page) : List.of());
    }

    /** What rules look at. */
    private record Matchable(String path, String query) {}

    /** A URL that names no page still has a path: rules are tried on it as it stands. */
    private static Optional<Matchable> matchable(String url, Normalization normalization) {
        return switch (normalization) {
            case NormalizedUrl page -> Optional.of(new Matchable(page.path(), page.originalQuery()));
            case Rejected ignored ->
                TargetUrl.parse(url) instanceof TargetUrl raw
                        ? Optional.of(new Matchable(raw.path(), raw.query()))
                        : Optional.empty();
        };
    }

    private static NonMatch nonMatch(RuleSet rules, int position, Matchable page) {
        return switch (rules.verdict(position, page.path(), page.query())) {
            case RuleVerdict.Differs why ->
                new NonMatch(rules.id(position), rules.rule(position).pattern().text(), why);
            case RuleVerdict.Matches() ->
                throw new IllegalStateException(rules.id(position) + " matches and was passed over");
        };
    }

    /** Asks in the order in which requests are checked. */
    private Optional<Refusal> refusal(Host host, String url, Normalization normalization) {
        return switch (RequestTarget.check(url, configuration.origins().ssrfProtection())) {
            case RequestTarget.Invalid(String message) -> Optional.of(new Refusal(400, message));
            case RequestTarget.Valid(String ignored, String hostname) -> {
                Optional<Host> found = configuration.hosts().byDomain(hostname.toLowerCase(Locale.ROOT));
                if (!found.equals(Optional.of(host))) {
                    yield Optional.of(new Refusal(401, "no host has the domain " + hostname));
                }
                if (!host.enabled()) {
                    yield Optional.of(new Refusal(401, "the host is not enabled"));
                }
                yield normalization instanceof Rejected(String message)
                        ? Optional.of(new Refusal(400, message))
                        : Optional.empty();
            }
        };
    }

    private List<DimensionExplanation> dimensions(Host host, EffectivePolicy policy, NormalizedUrl page) {
        NormalizedUrl live = page.stripping(policy.tracking());
        return host.dimensions().all().stream()
                .map(selected -> new DimensionExplanation(selected, outcome(host, policy, selected, live)))
                .toList();
    }

    private DimensionExplanation.Outcome outcome(
            Host host, EffectivePolicy policy, Dimension selected, NormalizedUrl live) {
        if (selected.action() == DimensionAction.BLOCK) {
            return new DimensionExplanation.Blocked();
        }
        Optional<Dimension> in = host.dimensionFor(policy, selected);
        if (in.isEmpty()) {
            return new DimensionExplanation.NoSuchDimension(
                    String.valueOf(policy.render().dimension()));
        }
        StatusAction status = policy.status();
        return status == null
                ? page(policy, in.get(), new CacheKey(host.id(), in.get().id(), live.hash()))
                : new DimensionExplanation.FixedAnswer(status);
    }

    private DimensionExplanation.Outcome page(EffectivePolicy policy, Dimension in, CacheKey key) {
        Action action = policy.actionIn(in);
        boolean rendered = action == Action.RENDER;
        if (!rendered && !policy.bypass().cacheEnabled()) {
            return new DimensionExplanation.NotStored(in, action, key, "bypass.cache.enabled is false");
        }
        CachePolicy cache = rendered ? policy.render().cache() : policy.bypass().cache();
        if (cache.ttl().isZero()) {
            return new DimensionExplanation.NotStored(
                    in, action, key, (rendered ? "render" : "bypass") + ".cache.ttl is 0");
        }
        PagePath path =
                PagePath.of(key, now.plus(cache.ttl()), configuration.storage().compression());
        return new DimensionExplanation.Stored(in, action, key, cache.ttl(), path);
    }
}
