package edgecomet.domain.event;

import edgecomet.domain.event.RequestEvent.Rendering;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.seo.IndexStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The placeholders of the event log's template: name, meaning, and how the value is written (spec 04 §11.2). */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
public enum EventField {
    TIMESTAMP("timestamp", "When the request had its answer, in UTC.", (out, event) -> out.time(event.at())),
    REQUEST_ID(
            "request_id",
            "The request's id, as in `X-Request-ID` and in the log.",
            text(event -> event.visitor().requestId())),
    HOST("host", "The host's first domain.", text(event -> event.target().host())),
    HOST_ID(
            "host_id",
            "The host's id; 0 if unknown.",
            number(event -> event.target().hostId())),
    URL(
            "url",
            "The normalised URL; as it came where the request was refused before.",
            text(event -> event.target().url())),
    URL_HASH(
            "url_hash",
            "The hash of the URL, part of the cache key.",
            text(event -> event.target().urlHash())),
    EVENT_TYPE(
            "event_type",
            "`cache_hit`, `render`, `bypass`, `bypass_cache` or `error`.",
            text(event -> event.answer().type().label())),
    DIMENSION("dimension", "The dimension's name.", text(event -> event.target().dimension())),
    USER_AGENT(
            "user_agent",
            "The client's user agent.",
            text(event -> event.visitor().userAgent())),
    CLIENT_IP(
            "client_ip", "The client's address.", text(event -> event.visitor().clientIp())),
    MATCHED_RULE(
            "matched_rule",
            "The pattern of the URL rule that matched.",
            text(event -> event.target().matchedRule())),
    STATUS_CODE(
            "status_code",
            "The status of the answer.",
            number(event -> event.answer().statusCode())),
    PAGE_SIZE(
            "page_size",
            "Bytes of the body; for HEAD those of a GET.",
            number(event -> event.answer().bodyBytes())),
    SERVE_TIME(
            "serve_time",
            "Seconds that the whole request took; 0 for an error.",
            seconds(event -> event.answer().duration())),
    SOURCE(
            "source",
            "`cache`, `render`, `bypass` or `bypass_cache`; nothing for an error.",
            text(event -> event.answer().type().source())),
    REDIRECT_TO(
            "redirect_to",
            "Where a redirect leads.",
            text(event -> event.answer().redirectTo())),
    RENDER_SERVICE_ID(
            "render_service_id",
            "The service that rendered the page.",
            (out, event) -> out.text(ofRender(event, Rendering::serviceId).orElse(""))),
    RENDER_TIME(
            "render_time",
            "Seconds that the render took; 0 without one.",
            (out, event) -> out.seconds(
                    ofRender(event, render -> render.report().renderTime()).orElse(Duration.ZERO))),
    CHROME_ID(
            "chrome_id",
            "The browser that rendered the page.",
            (out, event) -> out.text(
                    ofRender(event, render -> render.report().browserId()).orElse(""))),
    TITLE(
            "title",
            "The page's title, where it was read.",
            text(event -> event.seo().title())),
    INDEX_STATUS(
            "index_status",
            "1 indexable, 2 status is not 200, 3 noindex, 4 canonical elsewhere, 0 unknown.",
            (out, event) -> {
                IndexStatus status = event.seo().status();
                out.number(status == null ? 0 : status.code());
            }),
    CACHE_AGE(
            "cache_age",
            "Whole seconds since the cached page was made; 0 for all others.",
            number(event -> event.answer().cacheAge().toSeconds())),
    CACHE_KEY(
            "cache_key",
            "The key of the page; nothing for fixed answers and errors.",
            text(event -> event.target().cacheKey())),
    ERROR_TYPE(
            "error_type",
            "What went wrong, in a word.",
            text(event -> event.failure().type())),
    ERROR_MESSAGE(
            "error_message",
            "What went wrong, in a sentence.",
            text(event -> event.failure().message())),
    EG_INSTANCE_ID("eg_instance_id", "`eg_id` of this gateway.", text(RequestEvent::gatewayId)),

    FINAL_URL("metrics.final_url", "Where the browser ended.", metric((out, report) -> out.text(report.finalUrl()))),
    TOTAL_REQUESTS(
            "metrics.total_requests",
            "Requests of the page that were finished.",
            count(report -> report.network().total().requests())),
    TOTAL_BYTES(
            "metrics.total_bytes",
            "Bytes that they transferred.",
            count(report -> report.network().total().bytes())),
    SAME_ORIGIN_REQUESTS(
            "metrics.same_origin_requests",
            "Requests to the page's own site.",
            count(report -> report.network().sameOrigin().requests())),
    SAME_ORIGIN_BYTES(
            "metrics.same_origin_bytes",
            "Bytes from the page's own site.",
            count(report -> report.network().sameOrigin().bytes())),
    THIRD_PARTY_REQUESTS(
            "metrics.third_party_requests",
            "Requests to other sites.",
            count(report -> report.network().thirdParty().requests())),
    THIRD_PARTY_BYTES(
            "metrics.third_party_bytes",
            "Bytes from other sites.",
            count(report -> report.network().thirdParty().bytes())),
    THIRD_PARTY_DOMAINS(
            "metrics.third_party_domains",
            "How many other hosts.",
            count(report -> report.network().thirdPartyDomains())),
    BLOCKED_COUNT(
            "metrics.blocked_count",
            "Requests that the configuration blocked.",
            count(report -> report.network().blocked())),
    FAILED_COUNT(
            "metrics.failed_count",
            "Requests that failed.",
            count(report -> report.network().failed())),
    TIMED_OUT(
            "metrics.timed_out",
            "Whether the page was taken as it was when its time was over.",
            metric((out, report) -> out.flag(report.qualifier() == RenderError.SOFT_TIMEOUT))),
    CONSOLE_MESSAGES(
            "metrics.console_messages",
            "Errors and warnings of the console, as a JSON array.",
            metric((out, report) -> out.console(report.console()))),
    ERROR_COUNT(
            "metrics.error_count",
            "Errors of the console.",
            count(report -> complaints(report, ConsoleMessage.Kind.ERROR))),
    WARNING_COUNT(
            "metrics.warning_count",
            "Warnings of the console.",
            count(report -> complaints(report, ConsoleMessage.Kind.WARNING))),
    TIME_TO_FIRST_REQUEST(
            "metrics.time_to_first_request",
            "Seconds from the start of the render.",
            metric((out, report) -> out.seconds(report.network().timeToFirstRequest()))),
    TIME_TO_LAST_RESPONSE(
            "metrics.time_to_last_response",
            "Seconds from the start of the render.",
            metric((out, report) -> out.seconds(report.network().timeToLastResponse())));

    private static final Map<String, EventField> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventField::label, Function.identity()));

    private final String label;
    private final String meaning;
    private final BiConsumer<ValueText, RequestEvent> writer;

    EventField(String label, String meaning, BiConsumer<ValueText, RequestEvent> writer) {
        this.label = label;
        this.meaning = meaning;
        this.writer = writer;
    }

    /** Returns the field of this name. */
    static Optional<EventField> ofLabel(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /** Returns the name that stands between the braces. */
    public String label() {
        return label;
    }

    /** Returns a sentence for the documentation, in Markdown. */
    public String meaning() {
        return meaning;
    }

    void write(ValueText out, RequestEvent event) {
        writer.accept(out, event);
    }

    private static BiConsumer<ValueText, RequestEvent> text(Function<RequestEvent, String> value) {
        return (out, event) -> out.text(value.apply(event));
    }

    private static BiConsumer<ValueText, RequestEvent> number(Function<RequestEvent, ? extends Number> value) {
        return (out, event) -> out.number(value.apply(event).longValue());
    }

    private static BiConsumer<ValueText, RequestEvent> seconds(Function<RequestEvent, Duration> value) {
        return (out, event) -> out.seconds(value.apply(event));
    }

    private static BiConsumer<ValueText, RequestEvent> count(Function<RenderReport, ? extends Number> value) {
        return metric((out, report) -> out.number(value.apply(report).longValue()));
    }

    /** Without a render there are no metrics, which is not the same as none of them being above zero. */
    private static BiConsumer<ValueText, RequestEvent> metric(BiConsumer<ValueText, RenderReport> value) {
        return (out, event) ->
                ofRender(event, Rendering::report).ifPresentOrElse(report -> value.accept(out, report), out::nothing);
    }

    private static <T> Optional<T> ofRender(RequestEvent event, Function<Rendering, T> value) {
        return Optional.ofNullable(event.rendering()).map(value);
    }

    private static long complaints(RenderReport report, ConsoleMessage.Kind kind) {
        return report.console().stream()
                .filter(message -> message.kind() == kind)
                .count();
    }
}
