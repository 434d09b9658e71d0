package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.har.HarEntry.Answer;
import edgecomet.adapters.chrome.har.HarEntry.End;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.url.QueryParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.JsonOutput;

/**
 * Writes a recording as HAR 1.2 with the extensions of spec 05 §12, and with those of the browser's own recordings that
 * viewers know: {@code _resourceType}, {@code _fromCache}, {@code _transferSize}, {@code _error}.
 */
final class HarWriter {
    private static final Json JSON = new Json();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int UNKNOWN = -1;

    private final HarContext context;
    private final double browserNow;
    private final String pageId;

    /**
     * Creates a writer.
     *
     * @param browserNow the present on the browser's clock
     */
    HarWriter(HarContext context, double browserNow) {
        this.context = context;
        this.browserNow = browserNow;
        this.pageId = "page_" + context.request().requestId();
    }

    /**
     * Writes the document.
     *
     * @param truncated whether the recording lacks something
     */
    HarDocument write(List<HarEntry> entries, boolean truncated) {
        JsonMembers document = new JsonMembers()
                .with("log", log(entries))
                .with("_metadata", new HarMetadata(context).describe(entries, truncated));
        StringBuilder text = new StringBuilder();
        try (JsonOutput out = JSON.newOutput(text).setPrettyPrint(false)) {
            out.write(document.members());
        }
        return new HarDocument(text.toString());
    }

    private JsonMembers log(List<HarEntry> entries) {
        JsonMembers log = new JsonMembers()
                .with("version", "1.2")
                .with("creator", new JsonMembers().with("name", "EdgeComet").with("version", "1.0"));
        if (!context.product().isEmpty()) {
            log.with("browser", new JsonMembers().with("name", "Chrome").with("version", context.product()));
        }
        List<Map<String, Object>> inOrder = entries.stream()
                .sorted(Comparator.comparingDouble(HarEntry::wallTime))
                .map(this::entry)
                .toList();
        return log.with("pages", List.of(page().members())).with("entries", inOrder);
    }

    private JsonMembers page() {
        return new JsonMembers()
                .with("startedDateTime", TIME.format(context.startedAt()))
                .with("id", pageId)
                .with("title", context.request().url())
                .with(
                        "pageTimings",
                        new JsonMembers()
                                .with("onContentLoad", millisUntil("DOMContentLoaded"))
                                .with("onLoad", millisUntil("load")));
    }

    /** Of several documents, each in the place of the one before, the last one is the page. */
    private long millisUntil(String event) {
        return context.lifecycle().stream()
                .filter(lived -> lived.name().equals(event))
                .mapToLong(lived -> lived.at().toMillis())
                .reduce(0, (before, last) -> last);
    }

    private Map<String, Object> entry(HarEntry entry) {
        HarTimings timings = entry.timings(browserNow);
        JsonMembers json = new JsonMembers()
                .with("startedDateTime", TIME.format(Instant.ofEpochMilli((long) (entry.wallTime() * 1000))))
                .withMillis("time", timings.total())
                .with("request", request(entry))
                .with("response", response(entry))
                .with("cache", Map.of())
                .with("timings", timings(timings))
                .with("pageref", pageId);
        entry.answer()
                .ifPresent(answer -> json.withUnlessEmpty("serverIPAddress", address(answer))
                        .withUnlessEmpty(
                                "connection", answer.connection() == 0 ? "" : Long.toString(answer.connection())));
        return json.withUnlessEmpty("_resourceType", entry.type().toLowerCase(Locale.ROOT))
                .withUnlessEmpty("_fromCache", entry.cache())
                .members();
    }

    /** An IPv6 address comes in brackets, which are no part of it. */
    private static String address(Answer answer) {
        return answer.remoteAddress().replace("[", "").replace("]", "");
    }

    private static JsonMembers request(HarEntry entry) {
        return new JsonMembers()
                .with("method", entry.method())
                .with("url", entry.url())
                .with("httpVersion", httpVersion(entry))
                .with("cookies", List.of())
                .with("headers", headers(entry.requestHeaders()))
                .with("queryString", query(entry.url()))
                .with("headersSize", UNKNOWN)
                .with("bodySize", entry.hasBody() ? UNKNOWN : 0);
    }

    private static List<Map<String, Object>> query(String url) {
        int hash = url.indexOf('#');
        String sent = hash < 0 ? url : url.substring(0, hash);
        int mark = sent.indexOf('?');
        if (mark < 0 || sent.startsWith("data:")) {
            return List.of();
        }
        return QueryParameters.parse(sent.substring(mark + 1)).sorted().stream()
                .map(parameter -> named(parameter.name(), parameter.value()))
                .toList();
    }

    private static JsonMembers response(HarEntry entry) {
        JsonMembers json = new JsonMembers()
                .with("status", entry.answer().map(Answer::status).orElse(0))
                .with("statusText", entry.answer().map(Answer::statusText).orElseGet(entry::whyItEnded))
                .with("httpVersion", httpVersion(entry))
                .with("cookies", List.of())
                .with("headers", headers(entry.responseHeaders()))
                .with(
                        "content",
                        new JsonMembers()
                                .with("size", entry.contentBytes())
                                .with(
                                        "mimeType",
                                        entry.answer().map(Answer::mimeType).orElse("")))
                .with("redirectURL", entry.end().orElse(null) instanceof End.Redirected(double _, String to) ? to : "")
                .with("headersSize", UNKNOWN)
                .with("bodySize", entry.bodyBytes())
                .with("_transferSize", entry.transferredBytes());
        return entry.end().orElse(null) instanceof End.Failed(double _, String error)
                ? json.withUnlessEmpty("_error", error)
                : json;
    }

    private static String httpVersion(HarEntry entry) {
        return switch (entry.answer().map(Answer::protocol).orElse("")) {
            case "h2" -> "HTTP/2";
            case "h3" -> "HTTP/3";
            case "http/1.0" -> "HTTP/1.0";
            default -> "HTTP/1.1";
        };
    }

    private static List<Map<String, Object>> headers(List<HarHeader> headers) {
        return headers.stream()
                .map(header -> named(header.name(), header.value()))
                .toList();
    }

    private static Map<String, Object> named(String name, String value) {
        return new JsonMembers().with("name", name).with("value", value).members();
    }

    private static JsonMembers timings(HarTimings timings) {
        return new JsonMembers()
                .withMillisUnlessZero("blocked", timings.blocked())
                .withMillisUnlessZero("dns", timings.dns())
                .withMillisUnlessZero("connect", timings.connect())
                .withMillis("send", timings.sending())
                .withMillis("wait", timings.waiting())
                .withMillis("receive", timings.receiving())
                .withMillisUnlessZero("ssl", timings.ssl());
    }
}
