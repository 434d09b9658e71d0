package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.domain.cache.CacheEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a request is for a cached page whose metadata this process has at hand (design §3).
 *
 * <p>Safe for concurrent use. Writes nothing to the log, because a request that is no hit is served by {@link
 * ServePageUseCase} from the beginning.
 */
public interface FindHitUseCase {

    /**
     * Returns which page a request asks for; empty where there is none that may be rendered, or the client may not ask
     * for it. Pure computation.
     */
    Optional<KnownPage> identify(ServePageCommand command);

    /**
     * Returns the hit of a page; empty where something else has to be tried first, or to be asked. Never blocks and asks
     * nobody, so that an event loop may call it.
     *
     * @param renderKey the key that the client presents: that somebody asked for the page before opens no door
     */
    Optional<Hit> find(KnownPage page, String renderKey);

    /**
     * Reads the body of a hit if that takes no waiting; never blocks.
     *
     * @param body direct, with exactly as much room as the entry says; undefined if this fails
     * @return whether the body was read
     */
    boolean readAtHand(Hit hit, ByteBuffer body);

    /** Returns the body of a hit; empty if it is not to be had. Blocks for the disk. */
    Optional<byte[]> read(Hit hit);

    /**
     * The page that a target and a user agent stand for, as long as a configuration holds. To be remembered by whoever
     * hears the same question often.
     */
    record KnownPage(RequestedPage page, GatewayConfiguration configuration) {

        /** Returns whether both are of the same time: what is known of an older one is worth nothing. */
        @SuppressWarnings("ReferenceEquality") // a configuration is a snapshot: another instance is another one
        public boolean isAsOldAs(KnownPage other) {
            return configuration == other.configuration;
        }
    }

    /**
     * A fresh entry of a rendered page, which this gateway holds or which is a redirect. Its body is not looked for.
     *
     * @param age since the entry was made
     */
    record Hit(RequestedPage page, CacheEntry entry, Duration age) {

        private static final byte[] NO_BODY = {};

        /** Returns the answer as one who counts or records it sees it: the body is not with it. */
        public PageAnswer.Cached withoutBody() {
            return withBody(NO_BODY);
        }

        /** Returns the answer. */
        public PageAnswer.Cached withBody(byte[] body) {
            return new PageAnswer.Cached(page, entry, body, age, false);
        }
    }
}
