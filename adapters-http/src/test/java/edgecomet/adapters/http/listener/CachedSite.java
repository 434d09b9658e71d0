package edgecomet.adapters.http.listener;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.near.NearCacheIndex;
import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.Origin;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.Telemetry;
import edgecomet.application.serve.FindHit;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePage;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.url.UrlHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The site {@code shop.example} with what a test puts into its cache, real use cases over it, and a count of who
 * answered. Nothing can be rendered: what is not cached is answered by the origin, with {@code from the origin}.
 */
final class CachedSite implements FindHitUseCase {

    static final String GATEWAY = "eg-a";
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00.500Z");

    private static final Duration HOUR = Duration.ofHours(1);

    final NearIndex index = new NearCacheIndex(new Entries(), NearCopies.ofOwnEntries(() -> NOW));
    final AtomicInteger identified = new AtomicInteger();
    final AtomicInteger read = new AtomicInteger();
    final AtomicInteger readAtHand = new AtomicInteger();
    final AtomicInteger hits = new AtomicInteger();
    final AtomicInteger served = new AtomicInteger();

    private final Map<PagePath, byte[]> bodies = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private final FindHit findHit;
    private final ServePage servePage;
    private volatile GatewayConfiguration configuration;
    private volatile boolean atHand;
    private volatile CountDownLatch disk = new CountDownLatch(0);
    private volatile CountDownLatch serving = new CountDownLatch(0);

    CachedSite(String... rules) {
        configuration = configuration(rules);
        findHit = new FindHit(() -> configuration, index, new Bodies(), GATEWAY, () -> NOW);
        servePage = new ServePage(() -> configuration, ports(), () -> NOW);
    }

    /** Takes over a configuration with other rules. */
    void reload(String... rules) {
        configuration = configuration(rules);
    }

    @Override
    public Optional<KnownPage> identify(ServePageCommand command) {
        identified.incrementAndGet();
        return findHit.identify(command);
    }

    @Override
    public Optional<Hit> find(KnownPage page, String renderKey) {
        Optional<Hit> hit = findHit.find(page, renderKey);
        hit.ifPresent(this::take);
        return hit;
    }

    private void take(Hit hit) {
        hits.incrementAndGet();
        Throwable failure = failures.get(hit.entry().url());
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case null, default -> {
                // It is answered.
            }
        }
    }

    /** Whoever asks for a hit of this page, and not for the page itself, gets this unchecked exception or error. */
    void failHits(String path, Throwable failure) {
        failures.put("https://shop.example" + path, failure);
    }

    /** Bodies are at hand where a test says so. */
    @Override
    public boolean readAtHand(Hit hit, ByteBuffer body) {
        byte[] bytes = bodies.get(hit.entry().filePath());
        if (!atHand || bytes == null || bytes.length != body.remaining()) {
            return false;
        }
        readAtHand.incrementAndGet();
        body.put(bytes);
        return true;
    }

    /** From now on bodies can be read without waiting. */
    void putAtHand() {
        atHand = true;
    }

    @Override
    public Optional<byte[]> read(Hit hit) {
        read.incrementAndGet();
        await(disk);
        return findHit.read(hit);
    }

    /** Nothing is read until the latch opens. */
    void holdReads(CountDownLatch until) {
        disk = until;
    }

    PageAnswer serve(ServePageCommand command) {
        served.incrementAndGet();
        await(serving);
        return servePage.serve(command);
    }

    /** Nothing is served by the controller until the latch opens. */
    void holdServing(CountDownLatch until) {
        serving = until;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bot got the page, and this was noted. */
    void botHit(String path) {
        index.recordBotHit(key(path), NOW);
    }

    private static CacheKey key(String path) {
        return new CacheKey(1, 1, UrlHash.of("https://shop.example" + path));
    }

    /** Puts a page into the cache, with an age of 42 seconds. */
    CachedSite cached(String path, int status, Headers headers, String body) {
        return cached(path, status, headers, body.getBytes(StandardCharsets.UTF_8), List.of(GATEWAY));
    }

    CachedSite cached(String path, int status, Headers headers, byte[] body, List<String> holders) {
        String url = "https://shop.example" + path;
        CacheKey key = new CacheKey(1, 1, UrlHash.of(url));
        Instant created = Instant.parse("2026-11-23T09:59:18Z");
        PagePath file = PagePath.of(key, created.plus(HOUR), Compression.NONE);
        CacheEntry entry = new CacheEntry(
                key,
                url,
                file,
                "desktop",
                "req-0",
                created,
                created.plus(HOUR),
                body.length,
                body.length,
                created,
                EntrySource.RENDER,
                status,
                headers,
                holders,
                null,
                null,
                "");
        bodies.put(file, body);
        index.store(entry, HOUR);
        return this;
    }

    /** Nothing can be read from the disk any more. */
    void loseBodies() {
        bodies.clear();
    }

    /** Forgets a page, as an invalidation does. */
    void forget(String path) {
        index.delete(key(path));
    }

    private ServePagePorts ports() {
        return new ServePagePorts(
                GATEWAY,
                index,
                new Bodies(),
                new NoLock(),
                new NoRenderers(),
                (tab, request, deadline) -> {
                    throw new IllegalStateException("no tab was given out");
                },
                PeerClient.NONE,
                request -> new Origin.Answer.Response(
                        200, Headers.EMPTY, "from the origin".getBytes(StandardCharsets.UTF_8)),
                Telemetry.NONE);
    }

    private static GatewayConfiguration configuration(String... patterns) {
        Dimension desktop = new Dimension(
                "desktop", 1, DimensionAction.RENDER, 1920, 1080, "UA", List.of(Pattern.parse("*Googlebot*")));
        HostDefinition host = new HostDefinition(
                1,
                List.of("shop.example"),
                "k-shop",
                true,
                Sourced.from(Level.HOST, List.of(desktop)),
                Sourced.from(Level.HOST, new UnmatchedDimension.Use("desktop")),
                Sourced.from(Level.BUILT_IN, List.of()),
                Settings.NONE,
                List.of(patterns).stream()
                        .map(pattern -> new RuleDefinition(
                                List.of(Pattern.parse(pattern)), QueryMatch.ANY, Action.RENDER, null, Settings.NONE))
                        .toList());
        return GatewayConfigurations.of(HostCatalog.of(List.of(Host.assemble(host, Settings.NONE))));
    }

    private static final class Entries implements CacheIndex {
        private final Map<CacheKey, CacheEntry> entries = new ConcurrentHashMap<>();

        @Override
        public Optional<CacheEntry> find(CacheKey key, Duration limit) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public void store(CacheEntry entry, Duration lifetime) {
            entries.put(entry.key(), entry);
        }

        @Override
        public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
            throw new IllegalStateException("nothing is fetched here");
        }

        @Override
        public void delete(CacheKey key) {
            entries.remove(key);
        }

        @Override
        public void recordBotHit(CacheKey key, Instant at) {
            entries.computeIfPresent(key, (same, entry) -> entry.withLastBotHit(at));
        }

        @Override
        public void forgetBotHit(CacheKey key) {}

        @Override
        public void removeHolder(CacheEntry seen, String gatewayId) {
            entries.computeIfPresent(seen.key(), (same, entry) -> entry.withGatewayIds(List.of()));
        }
    }

    private final class Bodies implements PageStore {
        @Override
        public Stored write(CacheKey key, Instant expiry, byte[] body) {
            throw new IllegalStateException("nothing is rendered here");
        }

        @Override
        public Optional<byte[]> read(CacheEntry entry) {
            return Optional.ofNullable(bodies.get(entry.filePath()));
        }

        @Override
        public PagePath pathWithoutBody(CacheKey key, Instant expiry) {
            return PagePath.of(key, expiry, Compression.NONE);
        }
    }

    private static final class NoLock implements RenderLock {
        @Override
        public Optional<Held> tryAcquire(CacheKey key, Duration ttl) {
            return Optional.of(() -> {});
        }

        @Override
        public boolean awaitRelease(CacheKey key, Duration limit) {
            return true;
        }
    }

    private static final class NoRenderers implements RendererDirectory {
        @Override
        public Reservation reserve(String requestId) {
            return new Reservation.NoServices();
        }

        @Override
        public void release(Reservation.Reserved reservation) {}

        @Override
        public int countHealthy() {
            return 0;
        }
    }
}
