package edgecomet.application.serve;

import edgecomet.domain.cache.CacheEntry;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a request is for a cached page whose metadata this process has at hand (design §3).
 *
 * <p>Safe for concurrent use. Never blocks and asks nobody, so that an event loop may call it; writes nothing to the
 * log, because a request that is no hit is served by {@link ServePageUseCase} from the beginning.
 */
public interface FindHitUseCase {

    /** Returns the hit; empty where something else has to be tried first, or to be asked. */
    Optional<Hit> find(ServePageCommand command);

    /**
     * A fresh entry of a rendered page, which this gateway holds or which is a redirect. Its body is not looked for.
     *
     * @param age since the entry was made
     */
    record Hit(RequestedPage page, CacheEntry entry, Duration age) {

        /** Returns the answer as one who counts or records it sees it: the body is not with it. */
        public PageAnswer.Cached withoutBody() {
            return new PageAnswer.Cached(page, entry, new byte[0], age, false);
        }
    }
}
