package edgecomet.adapters.fs.configuration.tester;

import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.application.configuration.DurationText;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.explain.DimensionExplanation;
import edgecomet.application.explain.HostExplanation;
import edgecomet.application.explain.HostExplanation.NonMatch;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Setting;
import edgecomet.domain.policy.SettingValue;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.RuleVerdict;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.Rejected;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one host says about a URL, as an element of the document's {@code hosts}. */
final class HostJson {

    private final JsonGenerator json;
    private final StorageConfiguration storage;

    HostJson(JsonGenerator json, StorageConfiguration storage) {
        this.json = json;
        this.storage = storage;
    }

    void write(HostExplanation host) throws IOException {
        json.writeStartObject();
        json.writeNumberField("host_id", host.host().id());
        texts("domains", host.host().domains());
        json.writeBooleanField("enabled", host.host().enabled());
        json.writeStringField("url", host.url());
        identity(host);
        rule(host);
        json.writeStringField("action", host.policy().action().label());
        status(host.policy().status());
        settings(host.settings());
        json.writeArrayFieldStart("dimensions");
        for (DimensionExplanation dimension : host.dimensions()) {
            dimension(dimension);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void identity(HostExplanation host) throws IOException {
        switch (host.unstripped()) {
            case NormalizedUrl page -> url("unstripped", page);
            case Rejected(String message) -> json.writeStringField("rejected", message);
        }
        if (host.live().isPresent()) {
            url("live", host.live().get());
            texts("stripped_params", host.live().get().strippedParams());
        }
        if (host.refusal().isPresent()) {
            json.writeObjectFieldStart("refusal");
            json.writeNumberField("status", host.refusal().get().status());
            json.writeStringField("reason", host.refusal().get().reason());
            json.writeEndObject();
        }
    }

    private void url(String name, NormalizedUrl url) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("url", url.value());
        json.writeStringField("hash", url.hash().hex());
        json.writeEndObject();
    }

    private void rule(HostExplanation host) throws IOException {
        EffectivePolicy policy = host.policy();
        if (policy.ruleId() != null) {
            json.writeObjectFieldStart("matched_rule");
            json.writeStringField("id", policy.ruleId());
            json.writeStringField("pattern", policy.rulePattern());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("not_matched");
        for (NonMatch rule : host.nonMatches()) {
            nonMatch(rule);
        }
        json.writeEndArray();
        json.writeNumberField("not_matched_more", host.moreNonMatches());
    }

    private void nonMatch(NonMatch rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.ruleId());
        json.writeStringField("pattern", rule.pattern());
        switch (rule.why()) {
            case RuleVerdict.PathDiffers() -> json.writeStringField("reason", "path");
            case RuleVerdict.QueryDiffers(QueryMatch.Unmet condition) -> {
                json.writeStringField("reason", "query");
                json.writeStringField("parameter", condition.parameter());
                if (condition.value().isPresent()) {
                    json.writeStringField("value", condition.value().get());
                }
                texts("wanted", condition.wanted().stream().map(Pattern::text).toList());
            }
        }
        json.writeEndObject();
    }

    private void status(@Nullable StatusAction status) throws IOException {
        if (status == null) {
            return;
        }
        json.writeObjectFieldStart("status");
        json.writeNumberField("code", status.code());
        json.writeStringField("text", HostText.phrase(status.code()));
        json.writeStringField("reason", status.reason());
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : status.headers().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void settings(List<Setting> settings) throws IOException {
        json.writeObjectFieldStart("settings");
        for (Setting setting : settings) {
            json.writeObjectFieldStart(setting.key());
            json.writeFieldName("value");
            value(setting.value());
            texts("levels", setting.levels().stream().map(Level::label).toList());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Writes a value as it would stand in the file: durations are texts, the block {@code expired} an object. */
    private void value(SettingValue value) throws IOException {
        switch (value) {
            case SettingValue.Flag(boolean on) -> json.writeBoolean(on);
            case SettingValue.Count(int number) -> json.writeNumber(number);
            case SettingValue.Span(Duration duration) -> json.writeString(DurationText.print(duration));
            case SettingValue.Word(String word) -> json.writeString(word);
            case SettingValue.Words(List<String> texts) -> array(texts);
            case SettingValue.Statuses(List<Integer> codes) ->
                json.writeArray(codes.stream().mapToInt(Integer::intValue).toArray(), 0, codes.size());
            case SettingValue.Expiry(ExpiredPolicy expired) -> {
                json.writeStartObject();
                switch (expired) {
                    case ExpiredPolicy.Delete() -> json.writeStringField("strategy", "delete");
                    case ExpiredPolicy.ServeStale(Duration staleTtl) -> {
                        json.writeStringField("strategy", "serve_stale");
                        json.writeStringField("stale_ttl", DurationText.print(staleTtl));
                    }
                }
                json.writeEndObject();
            }
        }
    }

    private void dimension(DimensionExplanation dimension) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", dimension.selected().name());
        json.writeNumberField("id", dimension.selected().id());
        switch (dimension.outcome()) {
            case DimensionExplanation.Blocked() -> answered("block", 403);
            case DimensionExplanation.NoSuchDimension(String name) -> {
                answered("error", 500);
                json.writeStringField("missing_dimension", name);
            }
            case DimensionExplanation.FixedAnswer(StatusAction answer) -> answered("status", answer.code());
            case DimensionExplanation.NotStored(Dimension in, Action action, CacheKey key, String why) -> {
                page(in, action, key);
                json.writeStringField("not_stored", why);
            }
            case DimensionExplanation.Stored(Dimension in, Action action, CacheKey key, Duration ttl, var path) -> {
                page(in, action, key);
                json.writeStringField("ttl", DurationText.print(ttl));
                json.writeStringField("path", path.text());
                json.writeStringField(
                        "file", storage.basePath().resolve(path.text()).toString());
            }
        }
        json.writeEndObject();
    }

    private void answered(String outcome, int status) throws IOException {
        json.writeStringField("outcome", outcome);
        json.writeNumberField("status", status);
    }

    private void page(Dimension in, Action action, CacheKey key) throws IOException {
        json.writeStringField("outcome", action.label());
        json.writeStringField("served_as", in.name());
        json.writeStringField("cache_key", key.text());
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeFieldName(name);
        array(texts);
    }

    private void array(List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
