package edgecomet.application.port;

import edgecomet.domain.event.EventType;
import edgecomet.domain.event.RequestEvent;
import edgecomet.domain.event.RequestEvent.Answer;
import edgecomet.domain.event.RequestEvent.Failure;
import edgecomet.domain.event.RequestEvent.Seo;
import edgecomet.domain.event.RequestEvent.Target;
import edgecomet.domain.event.RequestEvent.Visitor;
import java.time.Duration;
import java.time.Instant;

/** Events of requests that nobody made. */
public final class SampleEvents {

    private SampleEvents() {}

    /** Returns the event of the request with this id. */
    public static RequestEvent event(String requestId) {
        return new RequestEvent(
                Instant.EPOCH,
                "eg-1",
                new Visitor(requestId, "Googlebot/2.1", "203.0.113.9"),
                Target.unresolved("https://shop.example/"),
                new Answer(EventType.ERROR, 400, 0, Duration.ZERO, "", Duration.ZERO),
                Seo.UNKNOWN,
                new Failure("invalid_url", "no"),
                null);
    }
}
