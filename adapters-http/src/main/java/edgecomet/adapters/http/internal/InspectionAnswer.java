package edgecomet.adapters.http.internal;

import edgecomet.application.configuration.DurationText;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.rules.Action;
import io.micronaut.http.HttpResponse;
import java.util.List;

/** How each outcome of an inspection looks on the wire (spec 04 §10.1). */
final class InspectionAnswer {

    private InspectionAnswer() {}

    static HttpResponse<byte[]> of(InspectPageOutcome outcome) {
        return switch (outcome) {
            case InspectPageOutcome.Recorded(HarDocument har) -> Envelope.answer(200, har.json());
            case InspectPageOutcome.NotRecorded() -> Envelope.answer(200, "");
            case InspectPageOutcome.MissingUrl() -> failure(400, "missing_url: URL parameter is required");
            case InspectPageOutcome.InvalidUrl(String reason) -> failure(400, "invalid_url: " + reason);
            case InspectPageOutcome.PrivateAddress(String hostname) ->
                failure(403, "ssrf_blocked: hostname resolves to private/reserved IP address: " + hostname);
            case InspectPageOutcome.InvalidTimeout(String reason) -> failure(400, "invalid_timeout: " + reason);
            case InspectPageOutcome.UnknownHost(String hostname, List<String> available) ->
                failure(
                        404,
                        "host_not_found: No host configuration for domain '" + hostname + "'. Available: "
                                + list(available));
            case InspectPageOutcome.UnknownDimension unknown -> failure(400, message(unknown));
            case InspectPageOutcome.AnsweredByRule(Action action, int code) -> answeredByRule(action, code);
            case InspectPageOutcome.BypassedByRule() ->
                failure(400, "url_bypass: Bypass rules not supported in debug endpoint");
            case InspectPageOutcome.NoTab noTab ->
                failure(
                        503,
                        "no_tabs_available: No render tabs available after " + DurationText.print(noTab.waited())
                                + " timeout");
            case InspectPageOutcome.RenderFailed(String reason, HarDocument har) ->
                Envelope.answer(502, Envelope.failure("render_failed: " + reason, har == null ? null : har.json()));
        };
    }

    private static String message(InspectPageOutcome.UnknownDimension unknown) {
        return "invalid_dimension: " + (unknown.byDefault() ? "Default dimension '" : "Dimension '") + unknown.name()
                + "' not found for host '" + unknown.domain() + "'. Available: " + list(unknown.available());
    }

    private static HttpResponse<byte[]> answeredByRule(Action action, int code) {
        return switch (action) {
            case BLOCK, STATUS_403 -> failure(403, "url_blocked: URL matched block rule");
            case STATUS_404, STATUS_410 -> failure(code, "url_status: URL matched " + action.label() + " rule");
            case STATUS -> failure(code, "url_status: URL matched status rule (code " + code + ")");
            case RENDER, BYPASS -> throw new IllegalArgumentException("no fixed answer: " + action);
        };
    }

    private static String list(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static HttpResponse<byte[]> failure(int status, String message) {
        return Envelope.answer(status, Envelope.failure(message));
    }
}
