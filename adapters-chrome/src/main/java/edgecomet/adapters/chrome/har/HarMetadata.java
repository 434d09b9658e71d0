package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.har.HarEntry.End;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.RenderRequest;
import java.util.List;
import java.util.Map;

/** The part of a recording that HAR does not know: what the render was asked for and how it went (spec 05 §12). */
final class HarMetadata {
    private final HarContext context;

    HarMetadata(HarContext context) {
        this.context = context;
    }

    JsonMembers describe(List<HarEntry> entries, boolean truncated) {
        JsonMembers json = new JsonMembers()
                .withUnlessEmpty("blockedRequests", blocked(entries))
                .withUnlessEmpty("failedRequests", failed(entries))
                .withUnlessEmpty("lifecycleEvents", lifecycle())
                .withUnlessEmpty(
                        "consoleErrors",
                        context.console().stream().map(ConsoleMessage::text).toList())
                .with("renderMetrics", renderMetrics())
                .with("requestConfig", requestConfig());
        return truncated ? json.with("truncated", true) : json;
    }

    private static List<Map<String, Object>> blocked(List<HarEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.end().orElse(null) instanceof End.Blocked)
                .map(entry -> ended(entry, "reason"))
                .toList();
    }

    private static List<Map<String, Object>> failed(List<HarEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.end().orElse(null) instanceof End.Failed)
                .map(entry -> ended(entry, "error"))
                .toList();
    }

    private static Map<String, Object> ended(HarEntry entry, String why) {
        return new JsonMembers()
                .with("url", entry.url())
                .with(why, entry.whyItEnded())
                .with("resourceType", entry.type())
                .members();
    }

    private List<Map<String, Object>> lifecycle() {
        return context.lifecycle().stream()
                .map(event -> new JsonMembers()
                        .with("name", event.name())
                        .with("timestamp", event.at().toMillis())
                        .members())
                .toList();
    }

    private JsonMembers renderMetrics() {
        JsonMembers json =
                new JsonMembers().with("duration", context.renderTime().toMillis());
        return (context.timedOut() ? json.with("timedOut", true) : json)
                .withUnlessEmpty("serviceId", context.browserId());
    }

    private JsonMembers requestConfig() {
        RenderRequest request = context.request();
        return new JsonMembers()
                .withUnlessEmpty("waitFor", request.waitFor())
                .withUnlessEmpty("blockedPatterns", request.blockedPatterns())
                .withUnlessEmpty("blockedResourceTypes", request.blockedResourceTypes())
                .withUnlessZero("viewportWidth", request.viewport().width())
                .withUnlessZero("viewportHeight", request.viewport().height())
                .withUnlessEmpty("userAgent", request.userAgent())
                .withUnlessZero("timeout", request.timeout().toMillis())
                .withUnlessZero("extraWait", request.extraWait().toMillis());
    }
}
