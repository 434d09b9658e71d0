package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.StorageException;
import edgecomet.application.serve.RequestPipeline.Resolution;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.rules.Action;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.helpers.NOPLogger;

/**
 * The first step of the fallback chain alone: a fresh page of this gateway. Needs no admission, as it occupies nothing
 * beyond its own computation.
 */
public final class FindHit implements FindHitUseCase {

    private final Supplier<GatewayConfiguration> configuration;
    private final RequestPipeline pipeline;
    private final NearIndex index;
    private final PageStore pages;
    private final String holderId;
    private final InstantSource clock;

    /** Creates the use case; the supplier gives the current configuration. */
    public FindHit(
            Supplier<GatewayConfiguration> configuration,
            NearIndex index,
            PageStore pages,
            String holderId,
            InstantSource clock) {
        this.configuration = configuration;
        this.pipeline = new RequestPipeline(clock, NOPLogger.NOP_LOGGER);
        this.index = index;
        this.pages = pages;
        this.holderId = holderId;
        this.clock = clock;
    }

    /** Only pages of hosts that are enabled, asked for with the right key, get beyond this. */
    @Override
    public Optional<KnownPage> identify(ServePageCommand command) {
        GatewayConfiguration current = configuration.get();
        return switch (pipeline.resolve(command, current)) {
            case Resolution.Accepted(PageRequest request)
            when request.page().action() == Action.RENDER -> Optional.of(new KnownPage(request.page(), current));
            case Resolution.Accepted _, Resolution.Refused _ -> Optional.empty();
        };
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a configuration is a snapshot: another instance is another one
    public Optional<Hit> find(KnownPage known, String renderKey) {
        RequestedPage page = known.page();
        if (known.configuration() != configuration.get() || !page.host().accepts(renderKey)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return index.peek(page.key())
                .filter(entry -> isAtHand(entry, now))
                .map(entry -> new Hit(page, entry, Duration.between(entry.createdAt(), now)));
    }

    private boolean isAtHand(CacheEntry entry, Instant now) {
        return entry.source() == EntrySource.RENDER
                && !now.isAfter(entry.expiresAt())
                && (entry.isRedirect() || entry.isHeldBy(holderId));
    }

    @Override
    public boolean readAtHand(Hit hit, ByteBuffer body) {
        return pages.readAtHand(hit.entry(), body);
    }

    @Override
    public Optional<byte[]> read(Hit hit) {
        try {
            return pages.read(hit.entry());
        } catch (StorageException e) {
            return Optional.empty(); // whoever serves the page instead meets it too, and says so
        }
    }
}
