package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.EventLog;
import edgecomet.application.port.Origin;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.event.EventType;
import edgecomet.domain.event.RequestEvent;
import edgecomet.domain.event.RequestEvent.Answer;
import edgecomet.domain.event.RequestEvent.Failure;
import edgecomet.domain.event.RequestEvent.Rendering;
import edgecomet.domain.event.RequestEvent.Seo;
import edgecomet.domain.event.RequestEvent.Target;
import edgecomet.domain.event.RequestEvent.Visitor;
import edgecomet.domain.host.Host;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.seo.PageSeo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the event log of each request for a page, and how it was answered (spec 04 §11.3). Safe for concurrent use;
 * does not block or throw.
 */
public final class RequestEvents {

    private final EventLog log;
    private final Supplier<GatewayConfiguration> configuration;
    private final InstantSource clock;

    /** Tells this log; the supplier gives the current configuration. */
    public RequestEvents(EventLog log, Supplier<GatewayConfiguration> configuration, InstantSource clock) {
        this.log = log;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Returns whether anything is done with what is told. */
    public boolean areKept() {
        return log.isKept();
    }

    /**
     * How an answer went out.
     *
     * @param bodyBytes those of a GET, also for HEAD
     * @param redirectTo its {@code Location} if it is a redirect, else empty
     * @param duration of the whole request
     */
    public record Delivery(int statusCode, long bodyBytes, String redirectTo, Duration duration) {}

    /** The request got this answer. */
    public void answered(ServePageCommand command, PageAnswer answer, Delivery delivery) {
        if (log.isKept()) {
            event(command, answer, delivery).ifPresent(log::append);
        }
    }

    /**
     * A page that was renewed for the cache.
     *
     * @param serviceId which rendered it; empty for an answer of the origin
     * @param report of the render; null for an answer of the origin
     */
    public record Recached(
            EventType type,
            CacheWriter.Content content,
            String serviceId,
            @Nullable RenderReport report) {}

    /** The page was renewed for the cache, and nobody waited for it. */
    public void recached(String requestId, RequestedPage page, Recached what, Duration duration) {
        if (!log.isKept()) {
            return;
        }
        CacheWriter.Content content = what.content();
        PageSeo seo = content.seo();
        RenderReport report = what.report();
        log.append(new RequestEvent(
                clock.instant(),
                configuration.get().gatewayId(),
                new Visitor(requestId, "", ""),
                target(page, page.key().text()),
                new Answer(what.type(), content.statusCode(), content.body().length, duration, "", Duration.ZERO),
                seo == null ? Seo.UNKNOWN : new Seo(seo.title(), seo.indexStatus()),
                report == null ? Failure.NONE : failure(report),
                report == null ? null : new Rendering(what.serviceId(), report)));
    }

    /** The request failed where nobody expected it, and was answered with a 500. */
    public void failed(ServePageCommand command, RuntimeException cause) {
        if (log.isKept()) {
            log.append(error(command, null, 500, new Failure("render_error", String.valueOf(cause.getMessage()))));
        }
    }

    private Optional<RequestEvent> event(ServePageCommand command, PageAnswer answer, Delivery delivery) {
        return switch (answer) {
            case PageAnswer.Refusal refusal -> refused(command, refusal, delivery.statusCode());
            case PageAnswer.Status status -> Optional.of(status(command, status.requested(), delivery));
            case PageAnswer.Rendered rendered -> Optional.of(rendered(command, rendered, delivery));
            case PageAnswer.Cached cached -> Optional.of(cached(command, cached, delivery));
            case PageAnswer.Bypassed bypassed -> Optional.of(bypassed(command, bypassed, delivery));
        };
    }

    private Optional<RequestEvent> refused(ServePageCommand command, PageAnswer.Refusal refusal, int statusCode) {
        return switch (refusal) {
            case PageAnswer.Refusal.InvalidUrl(String message) ->
                Optional.of(error(command, null, statusCode, new Failure("invalid_url", message)));
            case PageAnswer.Refusal.Unauthorized(String message) ->
                Optional.of(error(command, null, statusCode, new Failure("auth_failed", message)));
            case PageAnswer.Refusal.UserAgentBlocked(Host host) ->
                Optional.of(error(
                        command,
                        host,
                        statusCode,
                        new Failure("unmatched_blocked", "User-Agent not supported for rendering")));
            case PageAnswer.Refusal.DimensionBlocked blocked ->
                Optional.of(error(
                        command,
                        blocked.host(),
                        statusCode,
                        new Failure("dimension_blocked", "Dimension action is block")));
            case PageAnswer.Refusal.NotNormalizable refused ->
                Optional.of(error(
                        command,
                        refused.host(),
                        statusCode,
                        new Failure("url_normalization_error", refused.message())));
            case PageAnswer.Refusal.NoSuchDimension _ -> Optional.empty();
            case PageAnswer.Refusal.Overloaded _ ->
                Optional.of(error(command, null, statusCode, new Failure("overloaded", "Service overloaded")));
            case PageAnswer.Refusal.Abandoned(Host host) ->
                Optional.of(error(
                        command, host, statusCode, new Failure("client_gone", "Client went away before the answer")));
        };
    }

    private RequestEvent error(ServePageCommand command, @Nullable Host host, int statusCode, Failure failure) {
        GatewayConfiguration current = configuration.get();
        return new RequestEvent(
                clock.instant(),
                current.gatewayId(),
                visitor(command, host == null ? current.clientIpHeaders() : current.clientIpHeaders(host)),
                host == null
                        ? Target.unresolved(command.targetUrl())
                        : Target.refusedBy(host.primaryDomain(), host.id(), command.targetUrl()),
                new Answer(EventType.ERROR, statusCode, 0, Duration.ZERO, "", Duration.ZERO),
                Seo.UNKNOWN,
                failure,
                null);
    }

    private RequestEvent status(ServePageCommand command, RequestedPage page, Delivery delivery) {
        return served(command, page, "", answer(EventType.BYPASS, delivery), Seo.UNKNOWN, Failure.NONE, null);
    }

    private RequestEvent rendered(ServePageCommand command, PageAnswer.Rendered answer, Delivery delivery) {
        RenderReport report = answer.page().report();
        PageSeo seo = answer.page().seo();
        return served(
                command,
                answer.requested(),
                answer.requested().key().text(),
                answer(EventType.RENDER, delivery),
                seo == null ? Seo.UNKNOWN : new Seo(seo.title(), seo.indexStatus()),
                failure(report),
                new Rendering(answer.serviceId(), report));
    }

    private static Failure failure(RenderReport report) {
        RenderError qualifier = report.qualifier();
        int status = report.statusCode();
        String message = status >= 400 ? "Origin returned " + status : "";
        if (qualifier != null) {
            return new Failure(qualifier.label(), message);
        }
        return status < 400 ? Failure.NONE : new Failure(status < 500 ? "origin_4xx" : "origin_5xx", message);
    }

    private RequestEvent cached(ServePageCommand command, PageAnswer.Cached answer, Delivery delivery) {
        EventType type = answer.entry().source() == EntrySource.RENDER ? EventType.CACHE_HIT : EventType.BYPASS_CACHE;
        return served(
                command,
                answer.requested(),
                answer.requested().key().text(),
                new Answer(
                        type,
                        delivery.statusCode(),
                        delivery.bodyBytes(),
                        delivery.duration(),
                        delivery.redirectTo(),
                        answer.age()),
                new Seo(answer.entry().title(), answer.entry().indexStatus()),
                Failure.NONE,
                null);
    }

    private RequestEvent bypassed(ServePageCommand command, PageAnswer.Bypassed answer, Delivery delivery) {
        return served(
                command,
                answer.requested(),
                answer.requested().key().text(),
                answer(EventType.BYPASS, delivery),
                seo(answer),
                Failure.NONE,
                null);
    }

    private static Seo seo(PageAnswer.Bypassed answer) {
        return answer.answer() instanceof Origin.Answer.Answered origin
                ? OriginSeo.of(answer.requested(), origin)
                        .map(seo -> new Seo(seo.title(), seo.indexStatus()))
                        .orElse(Seo.UNKNOWN)
                : Seo.UNKNOWN;
    }

    private static Answer answer(EventType type, Delivery delivery) {
        return new Answer(
                type,
                delivery.statusCode(),
                delivery.bodyBytes(),
                delivery.duration(),
                delivery.redirectTo(),
                Duration.ZERO);
    }

    private RequestEvent served(
            ServePageCommand command,
            RequestedPage page,
            String cacheKey,
            Answer answer,
            Seo seo,
            Failure failure,
            @Nullable Rendering rendering) {
        GatewayConfiguration current = configuration.get();
        return new RequestEvent(
                clock.instant(),
                current.gatewayId(),
                visitor(command, current.clientIpHeaders(page.host())),
                target(page, cacheKey),
                answer,
                seo,
                failure,
                rendering);
    }

    private static Target target(RequestedPage page, String cacheKey) {
        return new Target(
                page.host().primaryDomain(),
                page.host().id(),
                page.url().value(),
                page.url().hash().hex(),
                page.dimension().name(),
                Objects.requireNonNullElse(page.policy().rulePattern(), ""),
                cacheKey);
    }

    private static Visitor visitor(ServePageCommand command, List<String> clientIpHeaders) {
        return new Visitor(
                command.requestId(),
                command.userAgent(),
                ClientAddress.of(clientIpHeaders, command.headers(), command.peerAddress()));
    }
}
