package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.json.JsonText;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The request's JSON, both ways (spec 05 §2.1). Durations are whole nanoseconds. */
final class RequestJson {

    private RequestJson() {}

    /** A request and the tab that is reserved for it. */
    record Assigned(RenderRequest request, int tab) {}

    static byte[] write(RenderRequest request, int tab) {
        return JsonText.document(out -> {
            out.writeStringField("request_id", request.requestId());
            out.writeStringField("url", request.url());
            out.writeNumberField("tab_id", tab);
            out.writeNumberField("viewport_width", request.viewport().width());
            out.writeNumberField("viewport_height", request.viewport().height());
            out.writeStringField("user_agent", request.userAgent());
            out.writeNumberField("timeout", request.timeout().toNanos());
            out.writeStringField("wait_for", request.waitFor());
            out.writeNumberField("extra_wait", request.extraWait().toNanos());
            writeOptional(out, request);
            out.writeBooleanField("strip_scripts", request.stripScripts());
        });
    }

    private static void writeOptional(JsonGenerator out, RenderRequest request) throws IOException {
        JsonText.texts(out, "blocked_patterns", request.blockedPatterns());
        JsonText.texts(out, "blocked_resource_types", request.blockedResourceTypes());
        if (request.includeHar()) {
            out.writeBooleanField("include_har", true);
        }
        if (request.publicOnly()) {
            out.writeBooleanField("public_only", true);
        }
        JsonText.headers(out, "headers", request.headers());
        JsonText.text(out, "wait_for_selector", request.awaitedContent().selector());
        JsonText.text(out, "wait_for_expression", request.awaitedContent().expression());
        if (request.serialization() != Serialization.FAITHFUL) {
            out.writeStringField("serialize", request.serialization().label());
        }
    }

    /**
     * Reads a request; a missing field has its type's empty value.
     *
     * @throws IOException if this is no JSON object, or a field has the wrong type
     */
    static Assigned read(byte[] document) throws IOException {
        Fields fields = new Fields();
        JsonFields.readDocument(document, fields);
        return fields.assigned();
    }

    private static final class Fields implements JsonFields.Reader {
        private String requestId = "";
        private String url = "";
        private int tab;
        private int width;
        private int height;
        private String userAgent = "";
        private Duration timeout = Duration.ZERO;
        private String waitFor = "";
        private Duration extraWait = Duration.ZERO;
        private List<String> blockedPatterns = List.of();
        private List<String> blockedResourceTypes = List.of();
        private boolean includeHar;
        private boolean publicOnly;
        private Headers headers = Headers.EMPTY;
        private boolean stripScripts;
        private String selector = "";
        private String expression = "";
        private Serialization serialization = Serialization.FAITHFUL;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "request_id" -> requestId = JsonFields.text(value);
                case "url" -> url = JsonFields.text(value);
                case "tab_id" -> tab = JsonFields.integer(value);
                case "viewport_width" -> width = JsonFields.integer(value);
                case "viewport_height" -> height = JsonFields.integer(value);
                case "user_agent" -> userAgent = JsonFields.text(value);
                case "timeout" -> timeout = JsonFields.nanos(value);
                case "wait_for" -> waitFor = JsonFields.text(value);
                case "extra_wait" -> extraWait = JsonFields.nanos(value);
                case "blocked_patterns" -> blockedPatterns = JsonFields.texts(value);
                case "blocked_resource_types" -> blockedResourceTypes = JsonFields.texts(value);
                case "include_har" -> includeHar = JsonFields.bool(value);
                case "public_only" -> publicOnly = JsonFields.bool(value);
                case "headers" -> headers = JsonFields.headers(value);
                case "strip_scripts" -> stripScripts = JsonFields.bool(value);
                case "wait_for_selector" -> selector = JsonFields.text(value);
                case "wait_for_expression" -> expression = JsonFields.text(value);
                case "serialize" -> serialization = serialization(JsonFields.text(value));
                default -> {}
            }
        }

        private static Serialization serialization(String label) {
            return Serialization.ofLabel(label).orElse(Serialization.FAITHFUL);
        }

        private Assigned assigned() {
            RenderRequest request = new RenderRequest(
                    requestId,
                    url,
                    new Viewport(width, height),
                    userAgent,
                    timeout,
                    waitFor,
                    extraWait,
                    blockedPatterns,
                    blockedResourceTypes,
                    includeHar,
                    publicOnly,
                    headers,
                    stripScripts,
                    new AwaitedContent(selector, expression),
                    serialization);
            return new Assigned(request, tab);
        }
    }
}
