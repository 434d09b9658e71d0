import edgecomet.adapters.fs.pages.FilePageStore;
import edgecomet.adapters.redis.RedisCoordination;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.PageStore;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.header.Headers;
import edgecomet.domain.url.UrlHash;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * Puts pages into a gateway's cache and the same ones into a directory for nginx: what {@code bench/hits} measures.
 * Page {@code i} of {@code size} bytes is {@code https://bench.example/SIZE/i} here and {@code /SIZE/i} there.
 */
final class HitPages {

    private static final Duration HOUR = Duration.ofHours(1);

    private HitPages() {}

    /** Arguments: port of Redis, directory of the cache, id of the gateway, directory of nginx, then SIZE:COUNT. */
    public static void main(String[] arguments) throws IOException {
        RedisConfiguration redis = new RedisConfiguration("127.0.0.1", Integer.parseInt(arguments[0]), null, 0);
        PageStore store = new FilePageStore(Path.of(arguments[1]), Compression.NONE);
        ClientResources resources = ClientResources.create();
        try (RedisCoordination coordination = RedisCoordination.connect(resources, redis, InstantSource.system())) {
            for (String set : List.of(arguments).subList(4, arguments.length)) {
                int size = Integer.parseInt(set.substring(0, set.indexOf(':')));
                int count = Integer.parseInt(set.substring(set.indexOf(':') + 1));
                Path directory = Files.createDirectories(Path.of(arguments[3]).resolve(Integer.toString(size)));
                for (int i = 0; i < count; i++) {
                    byte[] body = page(size, i);
                    Files.write(directory.resolve(Integer.toString(i)), body);
                    keep(coordination.cacheIndex(), store, arguments[2], "https://bench.example/" + size + "/" + i, body);
                }
            }
        } finally {
            resources.shutdown().syncUninterruptibly();
        }
    }

    private static byte[] page(int size, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("<!doctype html><title>Page " + seed + "</title><p>");
        while (text.length() < size) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static void keep(CacheIndex index, PageStore store, String gateway, String url, byte[] body) {
        CacheKey key = new CacheKey(1, 1, UrlHash.of(url));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PageStore.Stored stored = store.write(key, now.plus(HOUR), body);
        index.store(
                new CacheEntry(
                        key,
                        url,
                        stored.path(),
                        "desktop",
                        "bench",
                        now,
                        now.plus(HOUR),
                        body.length,
                        stored.diskSize(),
                        now,
                        EntrySource.RENDER,
                        200,
                        Headers.EMPTY,
                        List.of(gateway),
                        null,
                        null,
                        ""),
                HOUR);
    }
}
