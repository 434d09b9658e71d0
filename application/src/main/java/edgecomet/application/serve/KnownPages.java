package edgecomet.application.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import edgecomet.application.configuration.GatewayConfiguration;
import java.util.Optional;

/**
 * Remembers which page a URL and a user agent ask for, so that the next request of the same kind need not find that out
 * again. Who may ask is none of its business: keys are checked for each request. A new configuration begins with
 * nothing remembered.
 *
 * <p>Bounded by an estimate of its texts. Safe for concurrent use; never blocks.
 */
@SuppressWarnings("ReferenceEquality") // a configuration is a snapshot: another instance is another one
final class KnownPages {

    private static final long MOST_BYTES = 4 * 1024 * 1024;

    /** What an entry takes beside the two texts: itself, and the normalised URL with its parts. */
    private static final int OVERHEAD_BYTES = 512;

    private volatile Generation current;

    KnownPages(GatewayConfiguration configuration) {
        this.current = new Generation(configuration);
    }

    /** What was asked. */
    record Asked(String url, String userAgent) {

        private int bytes() {
            return OVERHEAD_BYTES + 2 * url.length() + userAgent.length();
        }
    }

    /** What holds as long as one configuration does. */
    private record Generation(GatewayConfiguration configuration, Cache<Asked, RequestedPage> pages) {

        Generation(GatewayConfiguration configuration) {
            this(
                    configuration,
                    Caffeine.newBuilder()
                            .maximumWeight(MOST_BYTES)
                            .weigher((Asked asked, RequestedPage page) -> asked.bytes())
                            .executor(Runnable::run)
                            .build());
        }
    }

    /** Returns the page; empty if it is not remembered. */
    Optional<RequestedPage> find(GatewayConfiguration configuration, Asked asked) {
        Generation generation = current;
        return generation.configuration() == configuration
                ? Optional.ofNullable(generation.pages().getIfPresent(asked))
                : Optional.empty();
    }

    /** Remembers what the pipeline has found out. */
    void learn(GatewayConfiguration configuration, Asked asked, RequestedPage page) {
        Generation generation = current;
        if (generation.configuration() != configuration) {
            generation = new Generation(configuration);
            current = generation;
        }
        generation.pages().put(asked, page);
    }
}
