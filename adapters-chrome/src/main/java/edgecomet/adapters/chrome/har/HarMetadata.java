package edgecomet.adapters.chrome.har;

import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.adapters.chrome.har.HarEntry.End;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Pending;
import edgecomet.domain.render.RenderRequest;
import java.io.IOException;
import java.util.List;

/**
 * The part of a recording that HAR does not know: what the render was asked for and how it went (spec 05 §12).
 *
 * @param truncated whether the recording lacks something
 */
record HarMetadata(HarContext context, List<HarEntry> entries, boolean truncated) {

    void write(JsonGenerator out) throws IOException {
        HarJson.objectsUnlessNone(
                out,
                "blockedRequests",
                ended(End.Blocked.class),
                (request, entry) -> writeEnded(request, entry, "reason"));
        HarJson.objectsUnlessNone(
                out,
                "failedRequests",
                ended(End.Failed.class),
                (request, entry) -> writeEnded(request, entry, "error"));
        HarJson.objectsUnlessNone(out, "lifecycleEvents", context.lifecycle(), (event, lived) -> {
            event.writeStringField("name", lived.name());
            event.writeNumberField("timestamp", lived.at().toMillis());
        });
        HarJson.textsUnlessNone(
                out,
                "consoleErrors",
                context.console().stream().map(ConsoleMessage::text).toList());
        HarJson.object(out, "renderMetrics", this::writeRenderMetrics);
        HarJson.object(out, "requestConfig", this::writeRequestConfig);
        if (truncated) {
            out.writeBooleanField("truncated", true);
        }
    }

    private List<HarEntry> ended(Class<? extends End> how) {
        return entries.stream()
                .filter(entry -> entry.end().filter(how::isInstance).isPresent())
                .toList();
    }

    private static void writeEnded(JsonGenerator out, HarEntry entry, String why) throws IOException {
        out.writeStringField("url", entry.url());
        out.writeStringField(why, entry.whyItEnded());
        out.writeStringField("resourceType", entry.type());
    }

    private void writeRenderMetrics(JsonGenerator out) throws IOException {
        out.writeNumberField("duration", context.renderTime().toMillis());
        if (context.timedOut()) {
            out.writeBooleanField("timedOut", true);
        }
        HarJson.textUnlessEmpty(out, "serviceId", context.browserId());
        Readiness readiness = context.readiness();
        if (readiness != null) {
            out.writeStringField("readyReason", readiness.reason().label());
            out.writeNumberField("readyAt", readiness.at().toMillis());
            HarJson.textsUnlessNone(
                    out,
                    "pending",
                    readiness.pending().stream().map(Pending::toString).toList());
            HarJson.numberUnlessZero(out, "pendingCount", readiness.pendingCount());
        }
    }

    private void writeRequestConfig(JsonGenerator out) throws IOException {
        RenderRequest request = context.request();
        HarJson.textUnlessEmpty(out, "waitFor", request.waitFor());
        HarJson.textsUnlessNone(out, "blockedPatterns", request.blockedPatterns());
        HarJson.textsUnlessNone(out, "blockedResourceTypes", request.blockedResourceTypes());
        HarJson.numberUnlessZero(out, "viewportWidth", request.viewport().width());
        HarJson.numberUnlessZero(out, "viewportHeight", request.viewport().height());
        HarJson.textUnlessEmpty(out, "userAgent", request.userAgent());
        HarJson.numberUnlessZero(out, "timeout", request.timeout().toMillis());
        HarJson.numberUnlessZero(out, "extraWait", request.extraWait().toMillis());
    }
}
