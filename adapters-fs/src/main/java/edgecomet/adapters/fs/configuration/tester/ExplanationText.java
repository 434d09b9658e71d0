package edgecomet.adapters.fs.configuration.tester;

import static java.util.stream.Collectors.joining;

import edgecomet.application.configuration.DurationText;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.explain.DimensionExplanation;
import edgecomet.application.explain.HostExplanation;
import edgecomet.application.explain.HostExplanation.NonMatch;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Setting;
import edgecomet.domain.policy.SettingValue;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.RuleVerdict;
import edgecomet.domain.url.NormalizedUrl;
import java.time.Duration;
import java.util.List;

/** What the text of the specification does not say about a URL on a host: why, from where, and under which key. */
final class ExplanationText {

    private final StringBuilder out = new StringBuilder();
    private final StorageConfiguration storage;

    private ExplanationText(StorageConfiguration storage) {
        this.storage = storage;
    }

    static String of(HostExplanation host, StorageConfiguration storage) {
        ExplanationText text = new ExplanationText(storage);
        text.out.append("\nExplanation:\n");
        text.identity(host);
        text.rules(host);
        text.settings(host.settings());
        text.dimensions(host.dimensions());
        return text.out.toString();
    }

    private void identity(HostExplanation host) {
        host.live().ifPresent(live -> {
            line("  Live URL: " + live.value() + " (hash " + live.hash().hex() + ")");
            if (!live.equals(host.unstripped())) {
                line("    It differs from the normalized URL above: requests lose " + stripped(live));
            }
        });
        host.refusal()
                .ifPresent(refusal -> line("  Requests are refused: " + refusal.status() + ", " + refusal.reason()));
    }

    private static String stripped(NormalizedUrl live) {
        return live.strippedParams().isEmpty()
                ? "what cannot be decoded"
                : live.strippedParams().stream().distinct().collect(joining(", "));
    }

    private void rules(HostExplanation host) {
        String id = host.policy().ruleId();
        line("  Matched rule: " + (id == null ? "none of " + host.host().rules().size() : id));
        if (!host.nonMatches().isEmpty()) {
            line(id == null ? "  Rules that do not match:" : "  Rules before it that do not match:");
            host.nonMatches().forEach(this::nonMatch);
            if (host.moreNonMatches() > 0) {
                line("    … " + host.moreNonMatches() + " more");
            }
        }
    }

    private void nonMatch(NonMatch rule) {
        line("    " + rule.ruleId() + ": " + reason(rule.why()));
    }

    private static String reason(RuleVerdict.Differs verdict) {
        return switch (verdict) {
            case RuleVerdict.PathDiffers() -> "the path differs";
            case RuleVerdict.QueryDiffers(QueryMatch.Unmet condition) ->
                "query condition " + condition.parameter() + " is not met: "
                        + condition
                                .value()
                                .map(value -> "\"" + value + "\" is not " + alternatives(condition))
                                .orElse("the parameter is missing");
        };
    }

    private static String alternatives(QueryMatch.Unmet condition) {
        return condition.wanted().stream().map(Pattern::text).collect(joining(" or "));
    }

    private void settings(List<Setting> settings) {
        line("  Settings:");
        settings.forEach(setting -> line("    " + setting.key() + ": " + text(setting.value()) + " ("
                + setting.levels().stream().map(Level::label).collect(joining(" + ")) + ")"));
    }

    private static String text(SettingValue value) {
        return switch (value) {
            case SettingValue.Flag(boolean on) -> String.valueOf(on);
            case SettingValue.Count(int number) -> String.valueOf(number);
            case SettingValue.Span(Duration duration) -> DurationText.print(duration);
            case SettingValue.Word(String word) -> word;
            case SettingValue.Words(List<String> texts) -> texts.toString();
            case SettingValue.Statuses(List<Integer> codes) -> codes.toString();
            case SettingValue.Expiry(ExpiredPolicy.Delete()) -> "delete";
            case SettingValue.Expiry(ExpiredPolicy.ServeStale(Duration staleTtl)) ->
                "serve_stale for " + DurationText.print(staleTtl);
        };
    }

    private void dimensions(List<DimensionExplanation> dimensions) {
        if (dimensions.isEmpty()) {
            return;
        }
        line("  Dimensions:");
        dimensions.forEach(dimension -> line("    " + dimension.selected().name() + " ("
                + dimension.selected().id() + "): " + outcome(dimension)));
        if (dimensions.stream().anyMatch(d -> d.outcome() instanceof DimensionExplanation.Stored)) {
            line("  A file lies in the minute (UTC) in which its entry expires: shown for one that is stored now.");
            if (storage.compression() != Compression.NONE) {
                line("  Bodies below " + Compression.MINIMUM_BYTES + " bytes are kept as they are, without "
                        + storage.compression().suffix() + ".");
            }
        }
    }

    private String outcome(DimensionExplanation dimension) {
        return switch (dimension.outcome()) {
            case DimensionExplanation.Blocked() -> "answered with 403, because the dimension blocks";
            case DimensionExplanation.NoSuchDimension(String name) ->
                "answered with 500, because the host has no dimension " + name;
            case DimensionExplanation.FixedAnswer(var answer) -> "answered with " + answer.code();
            case DimensionExplanation.NotStored(Dimension in, var action, var key, String why) ->
                action.label() + as(dimension.selected(), in) + ", key " + key + ", not stored: " + why;
            case DimensionExplanation.Stored(Dimension in, var action, var key, Duration ttl, var path) ->
                action.label() + as(dimension.selected(), in) + ", key " + key + ", stored for "
                        + DurationText.print(ttl) + " in "
                        + storage.basePath().resolve(path.text());
        };
    }

    private static String as(Dimension selected, Dimension in) {
        return selected.equals(in) ? "" : " as " + in.name() + " (" + in.id() + ")";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
