package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.json.JsonText;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.seo.PageSeo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The response's JSON, both ways: the metadata of a frame, the body of a failure and the legacy form, which carries the
 * HTML inside, are the same object (spec 05 §2.2, §2.3).
 */
final class ResponseJson {

    private static final byte[] NO_HTML = {};

    private ResponseJson() {}

    /**
     * A response as it was read.
     *
     * @param page its body is the HTML of the legacy form; empty in a frame's metadata
     * @param error what the service says went wrong; empty if nothing did
     * @param errorType null if there is none, or none that this version knows
     */
    record Response(boolean success, String error, @Nullable RenderError errorType, RenderedPage page) {}

    static byte[] writePage(RenderRequest request, RenderedPage page) {
        RenderReport report = page.report();
        RenderError qualifier = report.qualifier();
        return JsonText.document(out -> {
            out.writeStringField("request_id", request.requestId());
            out.writeBooleanField("success", true);
            if (qualifier != null) {
                out.writeStringField("error_type", qualifier.label());
            }
            writeTimes(out, report.renderTime(), page.body().length, report.startedAt(), report.browserId());
            JsonText.object(out, "metrics", metrics -> writeMetrics(metrics, request, report));
            JsonText.headers(out, "headers", report.headers());
            PageSeo seo = page.seo();
            writeHar(out, page.har());
            if (seo != null) {
                JsonText.object(out, "page_seo", fields -> SeoJson.write(fields, seo));
            }
        });
    }

    static byte[] writeFailure(
            String requestId, RenderError type, String error, Instant now, @Nullable HarDocument har) {
        return JsonText.document(out -> {
            out.writeStringField("request_id", requestId);
            out.writeBooleanField("success", false);
            out.writeStringField("error", error);
            out.writeStringField("error_type", type.label());
            writeTimes(out, Duration.ZERO, 0, now, "");
            JsonText.object(out, "metrics", metrics -> {
                metrics.writeNumberField("status_code", 0);
                metrics.writeStringField("final_url", "");
                metrics.writeBooleanField("timed_out", false);
                NetworkJson.write(metrics, NetworkMetrics.NONE);
            });
            writeHar(out, har);
        });
    }

    private static void writeHar(JsonGenerator out, @Nullable HarDocument har) throws IOException {
        if (har != null) {
            out.writeFieldName("har");
            out.writeRawValue(har.json());
        }
    }

    private static void writeTimes(JsonGenerator out, Duration render, int htmlBytes, Instant at, String browserId)
            throws IOException {
        out.writeNumberField("render_time", render.toNanos());
        out.writeNumberField("html_size", htmlBytes);
        out.writeStringField("timestamp", at.toString());
        out.writeStringField("chrome_id", browserId);
    }

    private static void writeMetrics(JsonGenerator out, RenderRequest request, RenderReport report) throws IOException {
        out.writeNumberField("status_code", report.statusCode());
        out.writeStringField("final_url", report.finalUrl());
        if (!report.lifecycle().isEmpty()) {
            out.writeArrayFieldStart("lifecycle_events");
            for (LifecycleEvent event : report.lifecycle()) {
                out.writeStartObject();
                out.writeStringField("name", event.name());
                out.writeNumberField("time", event.at().toMillis() / 1e3);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeBooleanField("timed_out", report.qualifier() == RenderError.SOFT_TIMEOUT);
        ConsoleJson.write(out, report.console());
        NetworkJson.write(out, report.network());
        ReadinessJson.write(out, report.readiness());
        if (!report.isRedirect()) {
            writeEcho(out, request);
        }
    }

    private static void writeEcho(JsonGenerator out, RenderRequest request) throws IOException {
        JsonText.text(out, "wait_for_event", request.waitFor());
        if (!request.extraWait().isZero()) {
            JsonText.seconds(out, "extra_wait", request.extraWait());
        }
        if (!request.timeout().isZero()) {
            JsonText.seconds(out, "timeout", request.timeout());
        }
        JsonText.count(out, "viewport_width", request.viewport().width());
        JsonText.count(out, "viewport_height", request.viewport().height());
    }

    /**
     * Reads a response; a missing field has its type's empty value.
     *
     * @throws IOException if this is no JSON object, or a field has the wrong type
     */
    static Response read(byte[] document) throws IOException {
        Fields fields = new Fields();
        JsonFields.readDocument(document, fields);
        return fields.response();
    }

    private static final class Fields implements JsonFields.Reader {
        private boolean success;
        private String error = "";
        private Optional<RenderError> errorType = Optional.empty();
        private Duration renderTime = Duration.ZERO;
        private Instant timestamp = Instant.EPOCH;
        private String browserId = "";
        private int statusCode;
        private String finalUrl = "";
        private boolean timedOut;
        private List<LifecycleEvent> lifecycle = List.of();
        private List<ConsoleMessage> console = List.of();
        private final NetworkJson.Fields network = new NetworkJson.Fields();
        private final ReadinessJson.Fields readiness = new ReadinessJson.Fields();
        private Headers headers = Headers.EMPTY;
        private @Nullable PageSeo seo;
        private @Nullable HarDocument har;
        private byte[] html = NO_HTML;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "success" -> success = JsonFields.bool(value);
                case "error" -> error = JsonFields.text(value);
                case "error_type" -> errorType = RenderError.ofLabel(JsonFields.text(value));
                case "render_time" -> renderTime = JsonFields.nanos(value);
                case "timestamp" -> timestamp = instant(JsonFields.text(value));
                case "chrome_id" -> browserId = JsonFields.text(value);
                case "metrics" -> JsonFields.readObject(value, this::readMetric);
                case "headers" -> headers = JsonFields.headers(value);
                case "page_seo" -> seo = SeoJson.read(value);
                case "har" -> har = new HarDocument(JsonFields.rawObject(value));
                case "html" -> html = JsonFields.text(value).getBytes(StandardCharsets.UTF_8);
                default -> {}
            }
        }

        private void readMetric(String name, JsonParser value) throws IOException {
            switch (name) {
                case "status_code" -> statusCode = JsonFields.integer(value);
                case "final_url" -> finalUrl = JsonFields.text(value);
                case "timed_out" -> timedOut = JsonFields.bool(value);
                case "lifecycle_events" -> lifecycle = JsonFields.readArray(value, Fields::lifecycleEvent);
                case "console_messages" -> console = ConsoleJson.read(value);
                default -> {
                    if (!readiness.read(name, value)) {
                        network.read(name, value);
                    }
                }
            }
        }

        private static LifecycleEvent lifecycleEvent(JsonParser parser) throws IOException {
            String[] name = {""};
            Duration[] at = {Duration.ZERO};
            JsonFields.readObject(parser, (field, value) -> {
                switch (field) {
                    case "name" -> name[0] = JsonFields.text(value);
                    case "time" -> at[0] = JsonFields.seconds(value);
                    default -> {}
                }
            });
            return new LifecycleEvent(name[0], at[0]);
        }

        private static Instant instant(String text) throws IOException {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new IOException("expected a time: " + e.getMessage(), e);
            }
        }

        private Response response() {
            RenderError type = errorType.orElse(null);
            RenderError qualifier = timedOut && type == null ? RenderError.SOFT_TIMEOUT : type;
            RenderReport report = new RenderReport(
                    statusCode,
                    finalUrl,
                    headers,
                    qualifier,
                    timestamp,
                    renderTime,
                    browserId,
                    lifecycle,
                    console,
                    network.metrics(),
                    readiness.readiness());
            return new Response(success, error, type, new RenderedPage(report, html, seo, har));
        }
    }
}
