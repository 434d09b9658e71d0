package edgecomet.adapters.chrome.har;

import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.adapters.chrome.har.HarEntry.Answer;
import edgecomet.adapters.chrome.har.HarEntry.End;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.url.QueryParameters;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a recording as HAR 1.2 with the extensions of spec 05 §12, and with those of the browser's own recordings that
 * viewers know: {@code _resourceType}, {@code _fromCache}, {@code _transferSize}, {@code _error}.
 */
final class HarWriter {
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
        HarMetadata metadata = new HarMetadata(context, entries, truncated);
        return new HarDocument(HarJson.document(document -> {
            HarJson.object(document, "log", log -> writeLog(log, entries));
            HarJson.object(document, "_metadata", metadata::write);
        }));
    }

    private void writeLog(JsonGenerator out, List<HarEntry> entries) throws IOException {
        out.writeStringField("version", "1.2");
        HarJson.object(out, "creator", creator -> {
            creator.writeStringField("name", "EdgeComet");
            creator.writeStringField("version", "1.0");
        });
        if (!context.product().isEmpty()) {
            HarJson.object(out, "browser", browser -> {
                browser.writeStringField("name", "Chrome");
                browser.writeStringField("version", context.product());
            });
        }
        HarJson.objects(out, "pages", List.of(context), (page, one) -> writePage(page));
        List<HarEntry> inOrder = entries.stream()
                .sorted(Comparator.comparingDouble(HarEntry::wallTime))
                .toList();
        HarJson.objects(out, "entries", inOrder, this::writeEntry);
    }

    private void writePage(JsonGenerator out) throws IOException {
        out.writeStringField("startedDateTime", TIME.format(context.startedAt()));
        out.writeStringField("id", pageId);
        out.writeStringField("title", context.request().url());
        HarJson.object(out, "pageTimings", timings -> {
            timings.writeNumberField("onContentLoad", millisUntil("DOMContentLoaded"));
            timings.writeNumberField("onLoad", millisUntil("load"));
        });
    }

    /** Of several documents, each in the place of the one before, the last one is the page. */
    private long millisUntil(String event) {
        return context.lifecycle().stream()
                .filter(lived -> lived.name().equals(event))
                .mapToLong(lived -> lived.at().toMillis())
                .reduce(0, (before, last) -> last);
    }

    private void writeEntry(JsonGenerator out, HarEntry entry) throws IOException {
        HarTimings timings = entry.timings(browserNow);
        out.writeStringField("startedDateTime", TIME.format(Instant.ofEpochMilli((long) (entry.wallTime() * 1000))));
        HarJson.millis(out, "time", timings.total());
        HarJson.object(out, "request", request -> writeRequest(request, entry));
        HarJson.object(out, "response", response -> writeResponse(response, entry));
        HarJson.object(out, "cache", cache -> {});
        HarJson.object(out, "timings", phases -> writeTimings(phases, timings));
        out.writeStringField("pageref", pageId);
        Optional<Answer> answer = entry.answer();
        if (answer.isPresent()) {
            HarJson.textUnlessEmpty(out, "serverIPAddress", address(answer.get()));
            long connection = answer.get().connection();
            HarJson.textUnlessEmpty(out, "connection", connection == 0 ? "" : Long.toString(connection));
        }
        HarJson.textUnlessEmpty(out, "_resourceType", entry.type().toLowerCase(Locale.ROOT));
        HarJson.textUnlessEmpty(out, "_fromCache", entry.cache());
    }

    /** An IPv6 address comes in brackets, which are no part of it. */
    private static String address(Answer answer) {
        return answer.remoteAddress().replace("[", "").replace("]", "");
    }

    private static void writeRequest(JsonGenerator out, HarEntry entry) throws IOException {
        out.writeStringField("method", entry.method());
        out.writeStringField("url", entry.url());
        writeCommon(out, entry, entry.requestHeaders());
        HarJson.objects(out, "queryString", query(entry.url()), (pair, parameter) -> {
            pair.writeStringField("name", parameter.name());
            pair.writeStringField("value", parameter.value());
        });
        out.writeNumberField("bodySize", entry.hasBody() ? UNKNOWN : 0);
    }

    /** What requests and responses have in common. Cookies are never told. */
    private static void writeCommon(JsonGenerator out, HarEntry entry, List<HarHeader> headers) throws IOException {
        out.writeStringField("httpVersion", httpVersion(entry));
        HarJson.objects(out, "cookies", List.of(), (cookie, none) -> {});
        HarJson.objects(out, "headers", headers, (pair, header) -> {
            pair.writeStringField("name", header.name());
            pair.writeStringField("value", header.value());
        });
        out.writeNumberField("headersSize", UNKNOWN);
    }

    private static List<QueryParameters.Parameter> query(String url) {
        int hash = url.indexOf('#');
        String sent = hash < 0 ? url : url.substring(0, hash);
        int mark = sent.indexOf('?');
        return mark < 0 || sent.startsWith("data:")
                ? List.of()
                : QueryParameters.parse(sent.substring(mark + 1)).sorted();
    }

    private static void writeResponse(JsonGenerator out, HarEntry entry) throws IOException {
        Optional<Answer> answer = entry.answer();
        out.writeNumberField("status", answer.map(Answer::status).orElse(0));
        out.writeStringField("statusText", answer.map(Answer::statusText).orElseGet(entry::whyItEnded));
        writeCommon(out, entry, entry.responseHeaders());
        HarJson.object(out, "content", content -> {
            content.writeNumberField("size", entry.contentBytes());
            content.writeStringField("mimeType", answer.map(Answer::mimeType).orElse(""));
        });
        End end = entry.end().orElse(null);
        out.writeStringField("redirectURL", end instanceof End.Redirected(double _, String to) ? to : "");
        out.writeNumberField("bodySize", entry.bodyBytes());
        out.writeNumberField("_transferSize", entry.transferredBytes());
        if (end instanceof End.Failed(double _, String error)) {
            HarJson.textUnlessEmpty(out, "_error", error);
        }
    }

    private static String httpVersion(HarEntry entry) {
        return switch (entry.answer().map(Answer::protocol).orElse("")) {
            case "h2" -> "HTTP/2";
            case "h3" -> "HTTP/3";
            case "http/1.0" -> "HTTP/1.0";
            default -> "HTTP/1.1";
        };
    }

    private static void writeTimings(JsonGenerator out, HarTimings timings) throws IOException {
        HarJson.millisUnlessZero(out, "blocked", timings.blocked());
        HarJson.millisUnlessZero(out, "dns", timings.dns());
        HarJson.millisUnlessZero(out, "connect", timings.connect());
        HarJson.millis(out, "send", timings.sending());
        HarJson.millis(out, "wait", timings.waiting());
        HarJson.millis(out, "receive", timings.receiving());
        HarJson.millisUnlessZero(out, "ssl", timings.ssl());
    }
}
