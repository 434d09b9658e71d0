package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two gateways with copies, others that change entries all the time, and connections that are cut and fall silent. No
 * gateway may give what was replaced or deleted by a call that had returned longer than the bound before it was asked.
 */
class NearIndexCoherenceTest {

    private static final Duration RUN = Duration.ofSeconds(12);
    private static final int READERS = 4;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final List<CacheKey> KEYS = IntStream.range(0, 8)
            .mapToObj(i -> SampleEntries.key("%016x".formatted(i)))
            .toList();

    private final RedisServer server = RedisServer.start();
    private final Gateway first = new Gateway("first", server);
    private final Gateway second = new Gateway("second", server);
    private final RedisCoordination others = SharedClient.connect(at(server.port()));
    private final List<History> histories = KEYS.stream().map(History::new).toList();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final long end = System.nanoTime() + RUN.toNanos();

    @AfterEach
    void close() {
        first.close();
        second.close();
        others.close();
        server.close();
    }

    @Test
    void gives_nothing_later_than_the_bound_after_it_was_invalidated() {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            threads.execute(() -> change(histories.subList(0, 4), new Random()));
            threads.execute(() -> change(histories.subList(4, 8), new Random()));
            threads.execute(() -> disturb(first, new Random()));
            threads.execute(() -> disturb(second, new Random()));
            for (Gateway gateway : List.of(first, second)) {
                for (int reader = 0; reader < READERS; reader++) {
                    threads.execute(() -> read(gateway, new Random()));
                }
            }
        }
        assertEquals(List.of(), violations.stream().limit(5).toList());
        for (Gateway gateway : List.of(first, second)) {
            assertTrue(
                    gateway.copiesGiven.get() > 100, () -> gateway.name + " gave few copies: the test shows nothing");
            eventually(gateway.name + " has copies again", () -> gateway.hasCopyOf(KEYS.getFirst(), others));
        }
    }

    /** What happened to one key, in order: one thread changes it, and each change has a number. */
    private static final class History {
        private final CacheKey key;
        private final ConcurrentSkipListMap<Long, Integer> changesByReturn = new ConcurrentSkipListMap<>();
        private int last;

        History(CacheKey key) {
            this.key = key;
        }

        void change(CacheIndex index, boolean delete) {
            last++;
            if (delete) {
                index.delete(key);
            } else {
                index.store(entry(key, last), HOUR);
            }
            changesByReturn.put(System.nanoTime(), last);
        }

        /** Returns the last change whose call had returned by then. */
        int changeBy(long nanoTime) {
            Map.Entry<Long, Integer> change = changesByReturn.floorEntry(nanoTime);
            return change == null ? 0 : change.getValue();
        }
    }

    /** Its only way to Redis leads through a proxy. */
    private static final class Gateway {
        private final String name;
        private final TcpProxy proxy;
        private final RedisCoordination coordination;
        private final NearIndex index;
        private final AtomicLong copiesGiven = new AtomicLong();

        Gateway(String name, RedisServer server) {
            this.name = name;
            this.proxy = TcpProxy.to(server.host(), server.port());
            this.coordination = SharedClient.connect(at(proxy.port()), InstantSource.fixed(SampleEntries.CREATED));
            this.index = coordination.nearIndex();
        }

        Optional<CacheEntry> read(CacheKey key, boolean peek) {
            try {
                return peek ? index.peek(key) : index.find(key, SHORT);
            } catch (CoordinationException e) {
                return Optional.empty();
            }
        }

        boolean hasCopyOf(CacheKey key, RedisCoordination others) {
            others.cacheIndex().store(entry(key, 1_000_000), HOUR);
            read(key, false);
            return index.peek(key).isPresent();
        }

        void close() {
            proxy.resume();
            coordination.close();
            proxy.close();
        }
    }

    /** Some entries change in a burst; after it they stay as they are for longer than the bound, as does an error. */
    private void change(List<History> own, Random random) {
        while (isRunning()) {
            History history = own.get(random.nextInt(own.size()));
            for (int left = random.nextInt(10); left >= 0; left--) {
                history.change(others.cacheIndex(), random.nextInt(5) == 0);
                LockSupport.parkNanos(random.nextInt(20_000_000));
            }
            LockSupport.parkNanos(random.nextInt(400_000_000));
        }
    }

    private void read(Gateway gateway, Random random) {
        while (isRunning()) {
            History history = histories.get(random.nextInt(histories.size()));
            boolean peek = random.nextInt(4) > 0;
            long asked = System.nanoTime();
            Optional<CacheEntry> found = gateway.read(history.key, peek);
            if (found.isPresent()) {
                gateway.copiesGiven.addAndGet(peek ? 1 : 0);
                check(gateway, history, asked, Integer.parseInt(found.get().requestId()));
            }
            LockSupport.parkNanos(random.nextInt(1_000_000));
        }
    }

    private void check(Gateway gateway, History history, long asked, int given) {
        int due = history.changeBy(asked - NearCopies.BOUND.toNanos());
        if (given < due) {
            violations.add(gateway.name + " gave change " + given + " of " + history.key + ", but " + due
                    + " had returned longer than the bound before");
        }
    }

    /**
     * Cuts and silences, some shorter and some longer than the bound. What an old reading of the store is worth shows
     * where its answer is held back while invalidations, on another connection, are not.
     */
    private void disturb(Gateway gateway, Random random) {
        TcpProxy proxy = gateway.proxy;
        while (isRunning()) {
            LockSupport.parkNanos(random.nextInt(400_000_000));
            switch (random.nextInt(8)) {
                case 0 -> proxy.cut();
                case 1 -> {
                    proxy.stall();
                    LockSupport.parkNanos(random.nextInt(2_000_000_000));
                    proxy.resume();
                }
                case 2 -> {
                    proxy.stall();
                    LockSupport.parkNanos(random.nextInt(2_000_000_000));
                    proxy.cut();
                    proxy.resume();
                }
                default -> {
                    proxy.holdAnswers(random);
                    LockSupport.parkNanos(random.nextInt(300_000_000));
                    proxy.resume();
                }
            }
        }
    }

    private boolean isRunning() {
        return System.nanoTime() - end < 0;
    }

    private static CacheEntry entry(CacheKey key, int change) {
        CacheEntry sample = SampleEntries.bare();
        return new CacheEntry(
                key,
                sample.url(),
                sample.filePath(),
                sample.dimension(),
                Integer.toString(change),
                sample.createdAt(),
                sample.expiresAt(),
                0,
                0,
                sample.lastAccess(),
                sample.source(),
                sample.statusCode(),
                sample.headers(),
                List.of(),
                null,
                null,
                "");
    }

    private static RedisConfiguration at(int port) {
        return new RedisConfiguration("127.0.0.1", port, null, 0);
    }
}
