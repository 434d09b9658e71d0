package edgecomet.application.serve;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.port.Telemetry;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has some render service open a page: a tab is reserved, used, and given back whatever happens (spec 03 §10, steps E to
 * G). Safe for concurrent use.
 */
public final class RenderAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(RenderAttempt.class);

    private final RendererDirectory renderers;
    private final RendererClient client;
    private final Telemetry telemetry;

    /** Creates the attempt of a use case with these ports. */
    public RenderAttempt(ServePagePorts ports) {
        this.renderers = ports.renderers();
        this.client = ports.renderer();
        this.telemetry = ports.telemetry();
    }

    /** What came of it. */
    public sealed interface Result {

        /** A service was asked. */
        record Asked(RenderOutcome outcome) implements Result {}

        /** No service could be asked, in the words of the original. */
        record NoTab(String reason) implements Result {}
    }

    /**
     * Renders once; blocks until the service has answered, at most until the deadline. Logs and counts.
     *
     * @param request whose id reserves the tab
     */
    public Result render(RequestedPage page, RenderRequest request, Deadline deadline) {
        return switch (reserve(request.requestId())) {
            case Reservation.NoServices() -> new Result.NoTab("no healthy services available");
            case Reservation.NoCapacity() -> new Result.NoTab("all services at capacity");
            case Reservation.Reserved tab -> new Result.Asked(render(page, request, deadline, tab));
        };
    }

    private Reservation reserve(String requestId) {
        try {
            return renderers.reserve(requestId);
        } catch (CoordinationException e) {
            LOG.atError().setCause(e).log("Failed to reserve a tab");
            return new Reservation.NoServices();
        }
    }

    private RenderOutcome render(
            RequestedPage page, RenderRequest request, Deadline deadline, Reservation.Reserved tab) {
        LOG.atInfo()
                .addKeyValue("service_id", tab.serviceId())
                .addKeyValue("tab_id", tab.tab())
                .log("Forwarding to render service");
        long startedAt = System.nanoTime();
        RenderOutcome outcome;
        try {
            outcome = client.render(tab, request, deadline);
        } finally {
            renderers.release(tab);
        }
        if (outcome instanceof RenderOutcome.Rendered(var rendered, String serviceId)) {
            telemetry.rendered(
                    page.host().primaryDomain(),
                    page.dimension().name(),
                    serviceId,
                    rendered.report().statusCode(),
                    Duration.ofNanos(System.nanoTime() - startedAt));
        }
        return outcome;
    }
}
