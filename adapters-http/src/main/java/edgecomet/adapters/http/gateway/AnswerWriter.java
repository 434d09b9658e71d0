package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.Answers;
import edgecomet.application.port.Origin;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestedPage;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.header.Headers;
import edgecomet.domain.header.ResponseHeaderFilter;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.rules.StatusAction;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How each answer looks on the wire: status, headers and body (spec 02 §15-16). */
final class AnswerWriter {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain";
    private static final String TEXT_UTF8 = "text/plain; charset=utf-8";

    /** What web servers log for a client that went away; it is never sent. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private static final PageBody NO_BODY = whole(new byte[0]);

    private AnswerWriter() {}

    static MutableHttpResponse<PageBody> response(PageAnswer answer) {
        MutableHttpResponse<PageBody> response = switch (answer) {
            case PageAnswer.Refusal refusal -> refusal(refusal);
            case PageAnswer.Status status -> status(status);
            case PageAnswer.Rendered rendered -> rendered(rendered);
            case PageAnswer.Cached cached -> cached(cached);
            case PageAnswer.Bypassed bypassed -> bypassed(bypassed);
        };
        CompressionVary.add(response);
        return response;
    }

    /** An answer that is nothing but a line of text. */
    private static MutableHttpResponse<PageBody> text(int status, String body) {
        return start(status).header("Content-Type", TEXT).body(whole(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static MutableHttpResponse<PageBody> refusal(PageAnswer.Refusal refusal) {
        return switch (refusal) {
            case PageAnswer.Refusal.InvalidUrl(String message) -> text(400, "Invalid URL: " + message);
            case PageAnswer.Refusal.Unauthorized(String message) -> text(401, "Authentication failed: " + message);
            case PageAnswer.Refusal.UserAgentBlocked _ ->
                text(403, "User-Agent not supported for rendering").header("X-Unmatched-Dimension", "true");
            case PageAnswer.Refusal.Overloaded _ ->
                text(503, "Service overloaded").header("Retry-After", Answers.RETRY_AFTER);
            case PageAnswer.Refusal.Abandoned _ -> text(CLIENT_CLOSED_REQUEST, "Client closed request");
            case PageAnswer.Refusal.DimensionBlocked _ -> text(403, "Forbidden");
            case PageAnswer.Refusal.NotNormalizable(var _, var _, String message) ->
                text(400, "Failed to normalize URL: " + message);
            case PageAnswer.Refusal.NoSuchDimension _ -> text(500, "Internal server error");
        };
    }

    private static MutableHttpResponse<PageBody> status(PageAnswer.Status answer) {
        StatusAction action = answer.action();
        MutableHttpResponse<PageBody> response = served(action.code(), answer.requested())
                .header("Content-Type", TEXT_UTF8)
                .header("X-Render-Action", "status");
        action.headers().forEach((name, value) -> response.getHeaders().set(name, value));
        return response.body(action.code() < 400 ? NO_BODY : whole(StatusText.body(action)));
    }

    private static MutableHttpResponse<PageBody> rendered(PageAnswer.Rendered answer) {
        RenderReport report = answer.page().report();
        MutableHttpResponse<PageBody> response = served(report.statusCode(), answer.requested());
        addAll(response, ResponseHeaderFilter.forClient(withLocation(report), safe(answer), report.statusCode()));
        source(response, "rendered", "new")
                .header("X-Render-Service", answer.serviceId())
                .getHeaders()
                .set("Content-Type", HTML);
        return flagged(response, answer.requested().unmatched())
                .body(whole(answer.page().body()));
    }

    private static Headers withLocation(RenderReport report) {
        return report.isRedirect() && !report.finalUrl().isEmpty()
                ? Headers.builder()
                        .addAll(report.headers())
                        .set("Location", report.finalUrl())
                        .build()
                : report.headers();
    }

    private static MutableHttpResponse<PageBody> cached(PageAnswer.Cached answer) {
        CacheEntry entry = answer.entry();
        boolean render = entry.source() == EntrySource.RENDER;
        MutableHttpResponse<PageBody> response = served(entry.statusCode(), answer.requested());
        addAll(response, ResponseHeaderFilter.forClient(entry.headers(), safe(answer), entry.statusCode()));
        response.getHeaders()
                .set(
                        "Content-Type",
                        render ? HTML : entry.headers().first("Content-Type").orElse(HTML));
        source(response, render ? "cache" : "bypass_cache", answer.stale() ? "stale" : "hit")
                .header("X-Cache-Age", Long.toString(Math.max(0, answer.age().toSeconds())));
        return flagged(response, answer.requested().unmatched()).body(whole(answer.body()));
    }

    private static MutableHttpResponse<PageBody> bypassed(PageAnswer.Bypassed answer) {
        return switch (answer.answer()) {
            case Origin.Answer.Answered origin -> {
                MutableHttpResponse<PageBody> response = served(origin.statusCode(), answer.requested());
                addAll(response, ResponseHeaderFilter.forClient(origin.headers(), safe(answer), origin.statusCode()));
                response.getHeaders().set("Content-Type", origin.contentType());
                source(response, "bypass", "bypass");
                yield flagged(response, answer.flagged()).body(body(origin));
            }
            case Origin.Answer.Unreachable unreachable -> {
                MutableHttpResponse<PageBody> response = served(502, answer.requested());
                response.header("Content-Type", TEXT_UTF8);
                source(response, "bypass", "bypass");
                yield flagged(response, answer.flagged())
                        .body(whole("Bad Gateway: Origin unreachable".getBytes(StandardCharsets.UTF_8)));
            }
        };
    }

    private static PageBody body(Origin.Answer.Answered origin) {
        return switch (origin) {
            case Origin.Answer.Response response -> whole(response.body());
            case Origin.Answer.Begun begun -> new PageBody.Flowing(begun.length(), begun.body());
        };
    }

    private static PageBody whole(byte[] bytes) {
        return new PageBody.Whole(bytes);
    }

    private static MutableHttpResponse<PageBody> served(int status, RequestedPage page) {
        MutableHttpResponse<PageBody> response =
                start(status).header("X-Processed-URL", page.url().value());
        String rule = page.policy().ruleId();
        return rule == null ? response : response.header("X-Matched-Rule", rule);
    }

    private static MutableHttpResponse<PageBody> start(int status) {
        return HttpResponseFactory.INSTANCE.status(status, StatusText.phrase(status));
    }

    private static MutableHttpResponse<PageBody> source(
            MutableHttpResponse<PageBody> response, String source, String cache) {
        return response.header("X-Render-Source", source).header("X-Render-Cache", cache);
    }

    private static MutableHttpResponse<PageBody> flagged(MutableHttpResponse<PageBody> response, boolean unmatched) {
        return unmatched ? response.header("X-Unmatched-Dimension", "true") : response;
    }

    private static void addAll(MutableHttpResponse<PageBody> response, Headers headers) {
        headers.forEach((name, value) -> response.getHeaders().add(name, value));
    }

    private static List<String> safe(PageAnswer.Served answer) {
        return answer.requested().policy().safeHeaders().response();
    }
}
