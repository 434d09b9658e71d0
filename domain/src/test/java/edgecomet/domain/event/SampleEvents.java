package edgecomet.domain.event;

import edgecomet.domain.event.RequestEvent.Answer;
import edgecomet.domain.event.RequestEvent.Failure;
import edgecomet.domain.event.RequestEvent.Rendering;
import edgecomet.domain.event.RequestEvent.Seo;
import edgecomet.domain.event.RequestEvent.Target;
import edgecomet.domain.event.RequestEvent.Visitor;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.seo.IndexStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Events of requests that nobody made. */
final class SampleEvents {

    static final ConsoleMessage ERROR = new ConsoleMessage(
            ConsoleMessage.Kind.ERROR, "https://shop.example/app.js", "12:7", "Cannot read \"price\"");
    static final ConsoleMessage WARNING =
            new ConsoleMessage(ConsoleMessage.Kind.WARNING, "<anonymous>", "0:0", "deprecated");

    /** A render with a value in every field. */
    static final RequestEvent RENDERED = new RequestEvent(
            Instant.parse("2026-11-23T09:30:12.345999Z"),
            "eg-1",
            new Visitor("5f0c1-req-42", "Googlebot/2.1", "203.0.113.9"),
            new Target(
                    "shop.example",
                    7,
                    "https://shop.example/product/1",
                    "0123456789abcdef",
                    "desktop",
                    "/product/*",
                    "cache:7:1:0123456789abcdef"),
            new Answer(
                    EventType.RENDER,
                    301,
                    18_231,
                    Duration.ofMillis(1_812),
                    "https://shop.example/product/1/",
                    Duration.ofMillis(61_999)),
            new Seo("Red shoes", IndexStatus.CANONICAL_ELSEWHERE),
            new Failure("soft_timeout", "Origin returned 503"),
            new Rendering("rs-1", report(List.of(ERROR, WARNING, ERROR))));

    /** A request that was refused, of which nothing is known. */
    static final RequestEvent REFUSED = new RequestEvent(
            Instant.EPOCH,
            "",
            new Visitor("", "", ""),
            Target.unresolved(""),
            new Answer(EventType.ERROR, 400, 0, Duration.ZERO, "", Duration.ZERO),
            Seo.UNKNOWN,
            Failure.NONE,
            null);

    private SampleEvents() {}

    /** A request that was refused and has the same text wherever there can be one. */
    static RequestEvent saying(String text) {
        return new RequestEvent(
                Instant.EPOCH,
                text,
                new Visitor(text, text, text),
                new Target(text, 0, text, text, text, text, text),
                new Answer(EventType.ERROR, 400, 0, Duration.ZERO, text, Duration.ZERO),
                new Seo(text, null),
                new Failure(text, text),
                new Rendering(text, report(List.of(new ConsoleMessage(ConsoleMessage.Kind.ERROR, text, text, text)))));
    }

    /** A request that took so long. */
    static RequestEvent lasting(Duration duration) {
        return new RequestEvent(
                Instant.EPOCH,
                "",
                REFUSED.visitor(),
                REFUSED.target(),
                new Answer(EventType.BYPASS, 200, 0, duration, "", Duration.ZERO),
                Seo.UNKNOWN,
                Failure.NONE,
                null);
    }

    private static RenderReport report(List<ConsoleMessage> console) {
        return new RenderReport(
                200,
                "https://shop.example/product/1",
                Headers.EMPTY,
                RenderError.SOFT_TIMEOUT,
                Instant.EPOCH,
                Duration.ofMillis(1_204),
                "chrome-0",
                List.of(),
                console,
                new NetworkMetrics(
                        new Volume(31, 402_113),
                        new Volume(12, 88_120),
                        4,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        3,
                        1,
                        Duration.ofMillis(12),
                        Duration.ofMillis(1_100),
                        new TreeMap<>()),
                null);
    }
}
