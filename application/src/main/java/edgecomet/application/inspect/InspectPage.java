package edgecomet.application.inspect;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.inspect.PageSelection.Selection;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.serve.RequestIds;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects a page: selects it, waits for a tab, renders with a recording.
 *
 * <p>Where the original looks at first whether some service has room and then reserves, a tab is reserved here as soon
 * as there is one, within the same time.
 */
public final class InspectPage implements InspectPageUseCase {

    private static final Logger LOG = LoggerFactory.getLogger(InspectPage.class);

    /** Recordings are large, and tabs are for visitors first. */
    private static final int AT_A_TIME = 4;

    private static final Duration POLL = Duration.ofMillis(500);

    /** Beyond the time that the page may take, for everything around it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Whatever an operator asks for, no inspection holds a tab longer. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Supplier<GatewayConfiguration> configuration;
    private final RendererDirectory renderers;
    private final RendererClient client;
    private final Duration patience;
    private final RequestIds ids = new RequestIds();
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    /**
     * Creates the use case.
     *
     * @param patience how long to wait for a tab
     */
    public InspectPage(
            Supplier<GatewayConfiguration> configuration,
            RendererDirectory renderers,
            RendererClient client,
            Duration patience) {
        this.configuration = configuration;
        this.renderers = renderers;
        this.client = client;
        this.patience = patience;
    }

    @Override
    public InspectPageOutcome inspect(InspectPageCommand command) {
        return switch (PageSelection.select(command, configuration.get())) {
            case Selection.Refused(InspectPageOutcome outcome) -> outcome;
            case Selection.Selected page -> waitAndRecord(page);
        };
    }

    private InspectPageOutcome waitAndRecord(Selection.Selected page) {
        Deadline wait = Deadline.after(patience);
        try {
            if (!places.tryAcquire(wait.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return new InspectPageOutcome.NoTab(patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InspectPageOutcome.NoTab(patience);
        }
        try {
            String requestId = ids.next("har-debug");
            Optional<Reservation.Reserved> tab = reserve(requestId, wait);
            return tab.isPresent() ? record(page, tab.get()) : new InspectPageOutcome.NoTab(patience);
        } finally {
            places.release();
        }
    }

    private Optional<Reservation.Reserved> reserve(String requestId, Deadline wait) {
        while (true) {
            if (tryReserve(requestId) instanceof Reservation.Reserved tab) {
                return Optional.of(tab);
            }
            if (wait.isSpent() || Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            LockSupport.parkNanos(wait.remaining(POLL).toNanos());
        }
    }

    private Reservation tryReserve(String requestId) {
        try {
            return renderers.reserve(requestId);
        } catch (CoordinationException e) {
            LOG.atWarn()
                    .addKeyValue("request_id", requestId)
                    .addKeyValue("error", e.getMessage())
                    .log("Failed to reserve a tab");
            return new Reservation.NoServices();
        }
    }

    private InspectPageOutcome record(Selection.Selected page, Reservation.Reserved tab) {
        RenderRequest request = request(page, tab.requestId());
        LOG.atInfo()
                .addKeyValue("request_id", tab.requestId())
                .addKeyValue("url", request.url())
                .addKeyValue("dimension", page.dimension().name())
                .addKeyValue("timeout", request.timeout())
                .addKeyValue("service_id", tab.serviceId())
                .log("Recording a page");
        RenderOutcome outcome;
        try {
            outcome = client.render(tab, request, Deadline.after(wholeTime(request)));
        } finally {
            renderers.release(tab);
        }
        return switch (outcome) {
            case RenderOutcome.Rendered(RenderedPage rendered, String _) -> recorded(rendered.har());
            case RenderOutcome.Declined(var _, String reason, HarDocument har) ->
                new InspectPageOutcome.RenderFailed(reason, har);
            case RenderOutcome.Unanswered(var _, String reason, HarDocument har) ->
                new InspectPageOutcome.RenderFailed("render failed: " + reason, har);
        };
    }

    private static InspectPageOutcome recorded(@Nullable HarDocument har) {
        return har == null ? new InspectPageOutcome.NotRecorded() : new InspectPageOutcome.Recorded(har);
    }

    private static RenderRequest request(Selection.Selected page, String requestId) {
        RenderRequest request =
                page.policy().render().request(requestId, page.url(), page.dimension(), Headers.EMPTY, true);
        return page.timeout().isZero() ? request : request.within(page.timeout());
    }

    private static Duration wholeTime(RenderRequest request) {
        Duration timeout = request.timeout();
        return timeout.compareTo(LONGEST) < 0
                ? timeout.plus(request.extraWait()).plus(MARGIN)
                : LONGEST;
    }
}
