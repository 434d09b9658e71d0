package edgecomet.adapters.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CacheIndexContract;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.GatewayDirectoryContract;
import edgecomet.application.port.RecacheQueue.Scheduling;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderLockContract;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererDirectoryContract;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.port.SampleEntries;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a Redis Cluster everything is as with one server. */
class RedisClusterTest {

    @RegisterExtension
    static final ClusterUnderTest CLUSTER = new ClusterUnderTest();

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void the_servers_share_the_entries() {
        CacheIndex index = CLUSTER.coordination().cacheIndex();
        List<CacheKey> keys = IntStream.range(0, 100)
                .mapToObj(i -> SampleEntries.key("%016x".formatted(i)))
                .toList();

        keys.forEach(key -> index.store(SampleEntries.withKey(SampleEntries.full(), key), Duration.ofHours(1)));

        keys.forEach(key -> assertTrue(index.find(key, LIMIT).isPresent(), key::text));
        assertEquals(100, CLUSTER.keys().stream().mapToInt(Integer::intValue).sum());
        assertTrue(
                CLUSTER.keys().stream().allMatch(count -> count > 0),
                () -> CLUSTER.keys().toString());
    }

    @Test
    void pages_become_due() {
        assertEquals(
                Scheduling.ADDED,
                CLUSTER.coordination().recacheQueue().schedule(7, "https://example.com/", 1, Instant.EPOCH));
    }

    @Test
    void a_ping_is_answered() {
        CLUSTER.coordination().ping(LIMIT);
    }

    @Nested
    class Index extends CacheIndexContract {
        @Override
        protected CacheIndex index() {
            return CLUSTER.coordination().cacheIndex();
        }
    }

    /** The near index asks the cluster each time. */
    @Nested
    class NearIndex extends CacheIndexContract {
        @Override
        protected CacheIndex index() {
            return CLUSTER.coordination().nearIndex();
        }
    }

    @Nested
    class Locks extends RenderLockContract {
        private static RedisCoordination otherProcess;

        @BeforeAll
        static void connectAnotherProcess() {
            otherProcess = CLUSTER.connect();
        }

        @AfterAll
        static void disconnectTheOtherProcess() {
            otherProcess.close();
        }

        @Override
        protected RenderLock lock() {
            return CLUSTER.coordination().renderLock();
        }

        @Override
        protected RenderLock lockOfAnotherProcess() {
            return otherProcess.renderLock();
        }
    }

    @Nested
    class Renderers extends RendererDirectoryContract {
        @Override
        protected RendererRegistry registry() {
            return CLUSTER.coordination().rendererRegistry();
        }

        @Override
        protected RendererDirectory directory(SelectionStrategy strategy) {
            return CLUSTER.coordination().rendererDirectory(strategy);
        }
    }

    @Nested
    class Gateways extends GatewayDirectoryContract {
        @Override
        protected GatewayDirectory directory() {
            return CLUSTER.coordination().gatewayDirectory();
        }
    }
}
