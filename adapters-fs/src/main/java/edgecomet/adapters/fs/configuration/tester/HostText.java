package edgecomet.adapters.fs.configuration.tester;

import edgecomet.application.explain.HostExplanation;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.Rejected;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one host says about a URL, as the specification prints it (spec 01 §10.1): without stripping the URL. */
final class HostText {

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
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

    private HostText() {}

    static String of(HostExplanation host) {
        HostText text = new HostText();
        text.identity(host);
        text.policy(host.policy());
        return text.out.toString();
    }

    /** Returns the standard phrase of a status; empty for one that the specification does not name. */
    static String phrase(int status) {
        return PHRASES.getOrDefault(status, "");
    }

    private void identity(HostExplanation explained) {
        Host host = explained.host();
        out.append("\n=== Host: %s (host_id: %d) ===\n".formatted(host.primaryDomain(), host.id()));
        line("URL", explained.url());
        switch (explained.unstripped()) {
            case NormalizedUrl page -> {
                line("Normalized URL", page.value());
                line("URL Hash", page.hash().hex());
            }
            case Rejected ignored -> {
                line("Normalized URL", explained.url());
                line("URL Hash", "error");
            }
        }
    }

    private void policy(EffectivePolicy policy) {
        out.append('\n');
        line("Matched Pattern", Objects.requireNonNullElse(policy.rulePattern(), "(default)"));
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
        line("Response", status.code() + " " + phrase(status.code()));
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
                : (long) Math.rint(duration.toNanos() / 1e9) + "s";
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
