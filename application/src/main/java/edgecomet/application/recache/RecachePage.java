package edgecomet.application.recache;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.recache.RecacheSelection.Selection;
import edgecomet.application.serve.CacheWriter;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.RequestedPage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Selects the page, has it rendered or fetched anew, and tells the event log. */
public final class RecachePage implements RecachePageUseCase {

    private static final Logger LOG = LoggerFactory.getLogger(RecachePage.class);

    private final Supplier<GatewayConfiguration> configuration;
    private final InstantSource clock;
    private final CacheIndex index;
    private final RequestEvents events;
    private final RenderAnew render;
    private final FetchAnew fetch;

    /** Creates the use case; the supplier gives the current configuration. */
    public RecachePage(
            Supplier<GatewayConfiguration> configuration,
            ServePagePorts ports,
            RequestEvents events,
            InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.index = ports.index();
        this.events = events;
        CacheWriter writer = new CacheWriter(ports, clock);
        this.render = new RenderAnew(ports, writer, clock);
        this.fetch = new FetchAnew(ports, writer);
    }

    /** What a way to renew a page came to. */
    sealed interface Renewal {

        /** A new entry is there, made by this event. */
        record Kept(RequestEvents.Recached event) implements Renewal {}

        /** There is none, for this reason. */
        record Failed(String reason) implements Renewal {}
    }

    @Override
    public RecacheOutcome recache(RecacheCommand command) {
        return switch (RecacheSelection.select(command, configuration.get())) {
            case Selection.Refused(String reason) -> failed(command, reason);
            case Selection.Selected(RequestedPage page) -> {
                String requestId = "recache-" + command.hostId() + "-" + command.dimensionId() + "-"
                        + clock.instant().getEpochSecond();
                try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", requestId)) {
                    yield renew(command, requestId, page);
                }
            }
        };
    }

    private RecacheOutcome renew(RecacheCommand command, String requestId, RequestedPage page) {
        long startedAt = System.nanoTime();
        Renewal renewal = page.action() == Action.BYPASS ? fetch.renew(requestId, page) : render.renew(requestId, page);
        return switch (renewal) {
            case Renewal.Failed(String reason) -> failed(command, reason);
            case Renewal.Kept(RequestEvents.Recached event) -> {
                forgetBotHit(page);
                events.recached(requestId, page, event, Duration.ofNanos(System.nanoTime() - startedAt));
                LOG.atInfo().addKeyValue("url", page.url().value()).log("Page renewed in the cache");
                yield new RecacheOutcome.Renewed();
            }
        };
    }

    /** The next hit of a bot makes the page due again. */
    private void forgetBotHit(RequestedPage page) {
        try {
            index.forgetBotHit(page.key());
        } catch (CoordinationException e) {
            LOG.atWarn().setCause(e).addKeyValue("cache_key", page.key()).log("Failed to remove last_bot_hit");
        }
    }

    private static RecacheOutcome failed(RecacheCommand command, String reason) {
        LOG.atWarn()
                .addKeyValue("url", command.url())
                .addKeyValue("host_id", command.hostId())
                .addKeyValue("dimension_id", command.dimensionId())
                .addKeyValue("error", reason)
                .log("Recache failed");
        return new RecacheOutcome.Failed(reason);
    }
}
