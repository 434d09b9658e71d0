package edgecomet.adapters.redis;

import edgecomet.application.port.CoordinationException;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids that may be found under keys with a common prefix, such as {@code service:render:{id}}.
 *
 * <p>Who is alive is told by keys alone, and there is no command that finds keys by prefix without going through all of
 * the database. So two sources are joined. The first is an index, a hash that has each id as a field: whoever announces
 * itself writes it, and reading it takes one short command. The second is a scan of the database in small steps, for
 * those who announce themselves without the index; its result is remembered and renewed in the background, and the time
 * that scans take is held under 2 % of the time that passes, so that a large database is scanned less often. Where the
 * server refuses to scan, or fails to, there is the index alone; it is asked again all the same, because it may be
 * another one by then.
 *
 * <p>An id is only a candidate: callers read its key. Those whose key is gone may be reported to {@link #forget}.
 * Safe for concurrent use.
 */
final class KnownIds {

    private static final Logger LOG = LoggerFactory.getLogger(KnownIds.class);
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST_SCAN_INTERVAL = Duration.ofMillis(100);
    private static final int PAUSE_PER_SCAN_TIME = 50;
    private static final int KEYS_PER_STEP = 1000;

    private final RedisCalls redis;
    private final String prefix;
    private final String index;
    private final ReentrantLock scanning = new ReentrantLock();
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private volatile Scan latest = new Scan(Set.of(), 0, Duration.ZERO, false);
    private volatile @Nullable Failure failure;

    private record Scan(Set<String> ids, long endNanos, Duration took, boolean happened) {
        boolean isOlderThan(Duration interval) {
            Duration pause = took.multipliedBy(PAUSE_PER_SCAN_TIME);
            Duration due = pause.compareTo(interval) > 0 ? pause : interval;
            return !happened || System.nanoTime() - endNanos >= due.toNanos();
        }
    }

    /** Why the last scan has no result. */
    private record Failure(CoordinationException reason, long nanos) {
        boolean isRecent() {
            return System.nanoTime() - nanos < SCAN_INTERVAL.toNanos();
        }
    }

    KnownIds(RedisCalls redis, String prefix, String index) {
        this.redis = redis;
        this.prefix = prefix;
        this.index = index;
    }

    /**
     * Returns the ids in order. The first call scans; later ones may miss who came without the index just now.
     *
     * @throws CoordinationException if the index cannot be read, or names nobody and there has been no scan
     */
    Set<String> current() {
        if (!latest.happened() && failure == null) {
            scan(SHORTEST_SCAN_INTERVAL);
        } else if (isDue(SCAN_INTERVAL) && !scanning.isLocked()) {
            Thread.ofVirtual().name("scan-" + prefix).start(() -> scan(SCAN_INTERVAL));
        }
        return joined();
    }

    /** Returns the ids in order, after a new scan unless the last one was just now. */
    Set<String> afresh() {
        scan(SHORTEST_SCAN_INTERVAL);
        return joined();
    }

    /** Takes ids off the index whose keys are gone; those that are alive after all write themselves again. */
    void forget(Collection<String> ids) {
        if (!ids.isEmpty()) {
            redis.call("tidying " + index, commands -> commands.hdel(index, ids.toArray(String[]::new)));
        }
    }

    private Set<String> joined() {
        Set<String> ids = new TreeSet<>(latest.ids());
        Map<String, String> indexed = redis.call("reading " + index, commands -> commands.hgetall(index));
        indexed.forEach((id, address) -> {
            if (!address.isEmpty()) { // blank: withdrawn by a program that keeps the field
                ids.add(id);
            }
        });
        if (ids.isEmpty()) {
            checkScanned();
        }
        return ids;
    }

    /** That nobody is there is not known before somebody has looked. */
    private void checkScanned() {
        Failure failed = failure;
        if (failed != null) {
            throw new CoordinationException(String.valueOf(failed.reason().getMessage()), failed.reason());
        }
        if (!latest.happened()) {
            throw new CoordinationException("still looking for " + prefix + "*");
        }
    }

    private boolean isDue(Duration interval) {
        Failure failed = failure;
        return latest.isOlderThan(interval) && (failed == null || !failed.isRecent());
    }

    /** Waits for one who scans already, but not for long: the index may name all that there are. */
    private void scan(Duration interval) {
        if (!isMyTurn()) {
            return;
        }
        try {
            if (isDue(interval)) {
                renew();
            }
        } finally {
            scanning.unlock();
        }
    }

    private boolean isMyTurn() {
        try {
            return scanning.tryLock(RedisCalls.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinationException("interrupted while waiting for a scan of " + prefix + "*", e);
        }
    }

    /** A failure is remembered, so that those who come next do not wait for the same, unless it is this caller's own. */
    private void renew() {
        long start = System.nanoTime();
        try {
            Set<String> ids = scanned();
            long end = System.nanoTime();
            latest = new Scan(ids, end, Duration.ofNanos(end - start), true);
            failure = null;
        } catch (CoordinationException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.debug("Looking for {}* failed", prefix, e);
            failure = new Failure(e, System.nanoTime());
        }
    }

    private Set<String> scanned() {
        Set<String> ids = new TreeSet<>();
        ScanArgs args = ScanArgs.Builder.matches(prefix + "*").limit(KEYS_PER_STEP);
        ScanCursor cursor = ScanCursor.INITIAL;
        try {
            while (!cursor.isFinished()) {
                ScanCursor from = cursor;
                KeyScanCursor<String> step =
                        redis.call("looking for " + prefix + "*", commands -> commands.scan(from, args));
                step.getKeys().forEach(key -> ids.add(key.substring(prefix.length())));
                cursor = step;
            }
        } catch (CoordinationException e) {
            if (!RedisCalls.isRefusal(e.getCause())) {
                throw e;
            }
            if (refusalLogged.compareAndSet(false, true)) {
                LOG.warn("Redis refuses SCAN: who is not on the list {} is not found ({})", index, e.getMessage());
            }
            return latest.ids();
        }
        return ids;
    }
}
