package edgecomet.adapters.http.listener;

import io.netty.channel.Channel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of all public listeners, no more than so many. One more takes the place of those that have waited
 * longest for their clients, so that a crowd of silent or slow connections keeps nobody else out; only where a request
 * is under way on every one of them, the newcomer is refused.
 *
 * <p>Room is made for a share of the limit at a time: finding the longest waiting looks at all connections, and must
 * not be done for each of a storm of newcomers. Safe for concurrent use; never blocks.
 */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    /** This part of the limit is freed at once. */
    private static final int SHARE = 64;

    private static final long WARNING_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final int limit;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();

    OpenConnections(int limit) {
        this.limit = limit;
    }

    /** Takes a connection in until its channel is closed; empty if there is no room for it. */
    Optional<OpenConnection> admit(Channel channel) {
        if (open.size() >= limit && !makeRoom()) {
            return Optional.empty();
        }
        OpenConnection connection = new OpenConnection(channel);
        open.add(connection);
        channel.closeFuture().addListener(closed -> open.remove(connection));
        return Optional.of(connection);
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        List<OpenConnection> longestWaiting = open.stream()
                .map(connection -> new Waiting(connection, connection.waitedNanos(now)))
                .filter(waiting -> waiting.nanos() >= 0)
                .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
                .limit(Math.max(1, limit / SHARE))
                .map(Waiting::connection)
                .toList();
        longestWaiting.forEach(connection -> {
            open.remove(connection);
            connection.close();
        });
        warn(now, longestWaiting.size());
        return !longestWaiting.isEmpty();
    }

    /** Once a minute: under attack the log must not become the next thing that is full. */
    private void warn(long now, int closed) {
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_INTERVAL)) {
            LOG.atWarn()
                    .addKeyValue("limit", limit)
                    .addKeyValue("closed", closed)
                    .log("Connection limit reached, closing those that have waited longest");
        }
    }

    private record Waiting(OpenConnection connection, long nanos) {}
}
