package edgecomet.application.serve;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.StorageException;
import edgecomet.application.port.Telemetry;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.policy.CachePolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the cache. A cache that cannot be read is an empty one: the answer comes from elsewhere (spec 03 §18). */
final class CacheReader {

    private static final Logger LOG = LoggerFactory.getLogger(CacheReader.class);
    private static final byte[] NO_BODY = {};

    private final CacheIndex index;
    private final PageStore pages;
    private final PeerClient peers;
    private final String holderId;
    private final InstantSource clock;
    private final Telemetry telemetry;

    CacheReader(ServePagePorts ports, InstantSource clock) {
        this.index = ports.index();
        this.pages = ports.pages();
        this.peers = ports.peers();
        this.holderId = ports.holderId();
        this.clock = clock;
        this.telemetry = ports.telemetry();
    }

    /** Returns the entry of a key; empty too when the index cannot be asked or no time is left. */
    Optional<CacheEntry> find(CacheKey key, Deadline deadline) {
        if (deadline.isSpent()) {
            return Optional.empty();
        }
        try {
            return index.find(key, deadline.remaining(CacheIndex.LONGEST_FIND));
        } catch (CoordinationException e) {
            LOG.atError().setCause(e).addKeyValue("cache_key", key).log("Failed to check cache metadata");
            return Optional.empty();
        }
    }

    /** Judges an entry at this moment. */
    Freshness freshness(CacheEntry entry, CachePolicy policy) {
        return Freshness.of(entry, policy, clock.instant());
    }

    /**
     * Returns the answer that an entry gives without asking another gateway; empty if this gateway does not hold the
     * body. A body that should be here and is not takes this gateway off the entry's list of holders; one that cannot
     * be read right now does not, as it may well be here.
     *
     * @param stale as it was judged when the entry was chosen: its lifetime may end meanwhile
     */
    Optional<PageAnswer.Cached> answerLocally(PageRequest request, CacheEntry entry, boolean stale) {
        if (entry.isRedirect()) {
            return Optional.of(answer(request, entry, NO_BODY, stale));
        }
        if (!entry.isHeldBy(holderId)) {
            return Optional.empty();
        }
        return read(entry).map(bytes -> answer(request, entry, bytes, stale));
    }

    /** Returns the answer that an entry gives with the body of another gateway; empty if none delivers it. */
    Optional<PageAnswer.Cached> answerRemotely(PageRequest request, CacheEntry entry, boolean stale) {
        return peers.pull(entry, request.deadline()).map(body -> answer(request, entry, body, stale));
    }

    /** Returns the answer that an entry gives, wherever its body is; empty if nobody has it (spec 03 §10.1-10.2). */
    Optional<PageAnswer.Cached> answer(PageRequest request, CacheEntry entry, boolean stale) {
        return answerLocally(request, entry, stale).or(() -> answerRemotely(request, entry, stale));
    }

    private PageAnswer.Cached answer(PageRequest request, CacheEntry entry, byte[] body, boolean stale) {
        Duration age = Duration.between(entry.createdAt(), clock.instant());
        return new PageAnswer.Cached(request.page(), entry, body, age, stale);
    }

    private Optional<byte[]> read(CacheEntry entry) {
        try {
            Optional<byte[]> body = pages.read(entry);
            if (body.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("cache_key", entry.key())
                        .log("Cache file not accessible, will attempt pull or render");
                countUnreadable(entry);
                forgetHolder(entry);
            }
            return body;
        } catch (StorageException e) {
            LOG.atError().setCause(e).addKeyValue("cache_key", entry.key()).log("Failed to read cache file");
            countUnreadable(entry);
            return Optional.empty();
        }
    }

    private void countUnreadable(CacheEntry entry) {
        if (entry.filePath().compression() != Compression.NONE) {
            telemetry.unreadable(entry.filePath().compression());
        }
    }

    private void forgetHolder(CacheEntry entry) {
        try {
            index.removeHolder(entry, holderId);
        } catch (CoordinationException e) {
            LOG.atWarn().setCause(e).addKeyValue("cache_key", entry.key()).log("Failed to correct cache metadata");
        }
    }
}
