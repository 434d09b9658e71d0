package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.NearIndex;
import edgecomet.application.serve.KnownPages.Asked;
import edgecomet.application.serve.RequestPipeline.Resolution;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.rules.Action;
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
    private final KnownPages known;
    private final NearIndex index;
    private final String holderId;
    private final InstantSource clock;

    /** Creates the use case; the supplier gives the current configuration. */
    public FindHit(
            Supplier<GatewayConfiguration> configuration, NearIndex index, String holderId, InstantSource clock) {
        this.configuration = configuration;
        this.pipeline = new RequestPipeline(clock, NOPLogger.NOP_LOGGER);
        this.known = new KnownPages(configuration.get());
        this.index = index;
        this.holderId = holderId;
        this.clock = clock;
    }

    @Override
    public Optional<Hit> find(ServePageCommand command) {
        GatewayConfiguration current = configuration.get();
        Asked asked = new Asked(command.targetUrl(), command.userAgent());
        return known.find(current, asked)
                .filter(page -> page.host().accepts(command.renderKey()))
                .or(() -> resolve(command, asked, current))
                .filter(page -> page.action() == Action.RENDER)
                .flatMap(this::hit);
    }

    /** Only pages of hosts that are enabled, asked for with the right key, get beyond this. */
    private Optional<RequestedPage> resolve(ServePageCommand command, Asked asked, GatewayConfiguration current) {
        return switch (pipeline.resolve(command, current)) {
            case Resolution.Accepted(PageRequest request) -> {
                known.learn(current, asked, request.page());
                yield Optional.of(request.page());
            }
            case Resolution.Refused refused -> Optional.empty();
        };
    }

    private Optional<Hit> hit(RequestedPage page) {
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
}
