package edgecomet.adapters.fs.configuration;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.InvalidUrl;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.Rejected;
import edgecomet.domain.url.TargetUrl;
import edgecomet.domain.url.TrackingParams;
import edgecomet.domain.url.UrlNormalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the configuration says about one URL, or about one path on every host (spec 01 §10.1). */
final class UrlReport {

    private static final Map<Integer, String> STATUS_TEXTS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(410, "Gone"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private final StringBuilder out = new StringBuilder();
    private String err = "";

    private UrlReport() {}

    static UrlReport of(GatewayConfiguration configuration, String target) {
        UrlReport report = new UrlReport();
        switch (TargetUrl.parse(target)) {
            case InvalidUrl(String message) -> report.err = "\nURL test error: invalid URL: " + message + "\n";
            case TargetUrl url
            when !url.scheme().isEmpty() && !url.host().isEmpty() -> report.absolute(configuration, target, url);
            case TargetUrl path -> report.path(configuration, target);
        }
        return report;
    }

    ConfigurationTester.Result after(String head) {
        return new ConfigurationTester.Result(head + out, err, err.isEmpty() ? 0 : 1);
    }

    private void absolute(GatewayConfiguration configuration, String target, TargetUrl url) {
        String name = url.hostname().toLowerCase(Locale.ROOT);
        String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        Optional<Host> host = configuration.hosts().byDomain(domain);
        out.append('\n');
        if (host.isPresent()) {
            host(host.get(), target);
            return;
        }
        out.append("ERROR: Host \"").append(url.host()).append("\" not found in configuration\nAvailable hosts:\n");
        configuration
                .hosts()
                .all()
                .forEach(known ->
                        out.append("  - ").append(known.primaryDomain()).append('\n'));
    }

    private void path(GatewayConfiguration configuration, String target) {
        List<Host> hosts = configuration.hosts().all();
        out.append("\nTesting URL: ")
                .append(target)
                .append("\nChecking across ")
                .append(hosts.size());
        out.append(" hosts...\n");
        hosts.forEach(host -> host(host, "https://" + host.primaryDomain() + target));
    }

    private void host(Host host, String url) {
        String normalized = url;
        String hash = "error";
        EffectivePolicy policy = host.defaultPolicy();
        switch (UrlNormalizer.normalize(url, TrackingParams.NONE)) {
            case NormalizedUrl valid -> {
                normalized = valid.value();
                hash = valid.hash().hex();
                policy = host.policyFor(valid);
            }
            case Rejected rejected -> line("Not normalisable", rejected.message());
        }
        out.append("\n=== Host: %s (host_id: %d) ===\n".formatted(host.primaryDomain(), host.id()));
        line("URL", url);
        line("Normalized URL", normalized);
        line("URL Hash", hash);
        out.append('\n');
        line("Matched Pattern", policy.rulePattern() == null ? "(default)" : String.valueOf(policy.rulePattern()));
        line("Action", policy.action().label());
        switch (policy.action()) {
            case RENDER -> render(policy);
            case BYPASS -> bypass(policy);
            case BLOCK, STATUS, STATUS_403, STATUS_404, STATUS_410 -> status(policy.status());
        }
    }

    private void render(EffectivePolicy policy) {
        out.append("\nCache TTL: ").append(ttl(policy.render().cache().ttl())).append("\n\nRendering:\n");
        out.append("  - Timeout: ").append(seconds(policy.render().timeout())).append('\n');
        out.append("  - Wait Until: ").append(policy.render().waitFor().label()).append('\n');
        out.append("  - Wait Timeout: ")
                .append(seconds(policy.render().additionalWait()))
                .append('\n');
        out.append("  - JavaScript: enabled\n");
    }

    private void bypass(EffectivePolicy policy) {
        if (policy.bypass().cacheEnabled()) {
            CachePolicy cache = policy.bypass().cache();
            String codes =
                    cache.statusCodes().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            out.append("\nBypass Cache: enabled\n");
            line("Bypass Cache TTL", ttl(cache.ttl()));
            line("Cached Status Codes", codes);
        }
    }

    private void status(@Nullable StatusAction status) {
        if (status == null) {
            return;
        }
        line("Response", status.code() + " " + STATUS_TEXTS.getOrDefault(status.code(), ""));
        if (!status.headers().isEmpty()) {
            out.append("Headers:\n");
            status.headers()
                    .forEach((name, value) -> out.append("  - ")
                            .append(name)
                            .append(": ")
                            .append(value)
                            .append('\n'));
        }
    }

    private void line(String name, String value) {
        out.append(name).append(": ").append(value).append('\n');
    }

    private static String ttl(Duration duration) {
        return seconds(duration) + " (" + human(duration) + ")";
    }

    private static String seconds(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0
                ? duration.toMillis() + "ms"
                : (long) Math.rint(duration.toMillis() / 1000.0) + "s";
    }

    private static String human(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + "m";
        }
        return duration.compareTo(Duration.ofDays(1)) < 0 ? duration.toHours() + "h" : duration.toDays() + "d";
    }
}
