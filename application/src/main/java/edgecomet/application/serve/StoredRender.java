package edgecomet.application.serve;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The render of a page that is in the cache at the moment in which another one may take its place: while that was made,
 * somebody else may have stored a better one, as a recache takes no lock (spec 03 §15). Safe for concurrent use.
 */
public final class StoredRender {

    private static final Logger LOG = LoggerFactory.getLogger(StoredRender.class);

    private final CacheIndex index;
    private final InstantSource clock;

    /** Looks into the cache of these ports. */
    public StoredRender(ServePagePorts ports, InstantSource clock) {
        this.index = ports.index();
        this.clock = clock;
    }

    /**
     * Returns how usable it is, whoever holds it.
     *
     * @param unknown what to assume where nobody can say
     */
    public Freshness freshness(RequestedPage page, Freshness unknown) {
        try {
            return index.find(page.key(), CacheIndex.LONGEST_FIND)
                    .filter(entry -> entry.source() == EntrySource.RENDER)
                    .map(entry -> Freshness.of(entry, page.policy().render().cache(), clock.instant()))
                    .orElse(Freshness.EXPIRED);
        } catch (CoordinationException e) {
            LOG.atWarn().setCause(e).addKeyValue("cache_key", page.key()).log("Failed to check cache metadata");
            return unknown;
        }
    }
}
