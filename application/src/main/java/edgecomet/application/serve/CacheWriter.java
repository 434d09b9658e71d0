package edgecomet.application.serve;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Origin;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.StorageException;
import edgecomet.application.port.Telemetry;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.header.Headers;
import edgecomet.domain.header.ResponseHeaderFilter;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.seo.PageSeo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an answer: the body first, then the metadata that names it, so that no entry points at a body that is not
 * there (spec 03 §12). What cannot be kept is served all the same.
 */
public final class CacheWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CacheWriter.class);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final int MAX_TITLE = 500;
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);

    private final CacheIndex index;
    private final PageStore pages;
    private final String holderId;
    private final InstantSource clock;
    private final Telemetry telemetry;

    /** Keeps answers where these ports lead to. */
    public CacheWriter(ServePagePorts ports, InstantSource clock) {
        this.index = ports.index();
        this.pages = ports.pages();
        this.holderId = ports.holderId();
        this.clock = clock;
        this.telemetry = ports.telemetry();
    }

    /**
     * What is to be kept of an answer.
     *
     * @param seo null where nobody looked into it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Content(
            EntrySource source,
            int statusCode,
            Headers headers,
            byte[] body,
            @Nullable PageSeo seo) {

        /** Returns what is to be kept of an origin's own page: its type too, also where the origin names none. */
        public static Content of(RequestedPage page, Origin.Answer.Response response) {
            return new Content(
                    EntrySource.BYPASS,
                    response.statusCode(),
                    Headers.builder()
                            .addAll(response.headers())
                            .set(CONTENT_TYPE, response.contentType())
                            .build(),
                    response.body(),
                    OriginSeo.of(page, response).orElse(null));
        }
    }

    /** Keeps an answer for the lifetime and grace of the policy. */
    void keep(PageRequest request, Content content, CachePolicy policy) {
        keep(request, content, policy.ttl(), policy.expired().grace());
    }

    /** Keeps an incomplete answer for a short time and without grace. */
    void keepBriefly(PageRequest request, Content content, Duration ttl) {
        keep(request, content, ttl, Duration.ZERO);
    }

    private void keep(PageRequest request, Content content, Duration ttl, Duration grace) {
        try {
            Kept kept = store(request.requestId(), request.page(), content, ttl, grace);
            LOG.atDebug()
                    .addKeyValue("cache_key", request.key())
                    .addKeyValue("kept", kept)
                    .log("Answer to be kept");
        } catch (StorageException | CoordinationException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("cache_key", request.key())
                    .log("Failed to save " + content.source().label() + " to cache");
        }
    }

    /** What became of an answer that was to be kept. */
    public enum Kept {
        /** It is in the cache. */
        STORED,
        /** It would be forgotten at once. */
        NO_LIFETIME,
        /** It is the origin's own, and a rendered page is there. */
        RENDER_IS_BETTER
    }

    /**
     * Keeps an answer. One of the origin replaces no rendered page, also none that has expired: it is worth more. Where
     * nobody knows what is there, nothing is kept.
     *
     * @throws StorageException if the body cannot be kept
     * @throws CoordinationException if the metadata cannot be kept
     */
    public Kept store(String requestId, RequestedPage page, Content content, Duration ttl, Duration grace) {
        Duration lifetime = ttl.plus(grace);
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            return Kept.NO_LIFETIME;
        }
        Instant now = clock.instant();
        return switch (content.source()) {
            case RENDER -> {
                index.store(entry(requestId, page, content, now, now.plus(ttl)), lifetime);
                yield Kept.STORED;
            }
            case BYPASS -> {
                // Asked beforehand too: a file written in vain may have the name of the page's own one.
                boolean stored = !isRendered(page.key())
                        && index.storeUnlessRendered(entry(requestId, page, content, now, now.plus(ttl)), lifetime);
                yield stored ? Kept.STORED : Kept.RENDER_IS_BETTER;
            }
        };
    }

    private boolean isRendered(CacheKey key) {
        return index.find(key, CacheIndex.LONGEST_FIND)
                .filter(there -> there.source() == EntrySource.RENDER)
                .isPresent();
    }

    /** Forgets what is kept under the key. */
    void forget(CacheKey key) {
        try {
            index.delete(key);
        } catch (CoordinationException e) {
            LOG.atWarn().setCause(e).addKeyValue("cache_key", key).log("Failed to delete cache metadata");
        }
    }

    private CacheEntry entry(String requestId, RequestedPage requested, Content content, Instant now, Instant expiry) {
        Headers headers = keptHeaders(content, requested.policy().safeHeaders().response());
        boolean redirect = CacheEntry.isRedirect(content.statusCode(), headers);
        CacheKey key = requested.key();
        PagePath path;
        long diskSize;
        if (redirect) {
            path = pages.pathWithoutBody(key, expiry);
            diskSize = content.body().length;
        } else {
            PageStore.Stored stored = pages.write(key, expiry, content.body());
            path = stored.path();
            diskSize = stored.diskSize();
            telemetry.stored(path.compression(), content.body().length, diskSize);
        }
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        PageSeo seo = content.seo();
        return new CacheEntry(
                key,
                requested.url().value(),
                path,
                requested.dimension().name(),
                requestId,
                created,
                expiry.truncatedTo(ChronoUnit.SECONDS),
                content.body().length,
                diskSize,
                created,
                content.source(),
                content.statusCode(),
                headers,
                redirect ? List.of() : List.of(holderId),
                null,
                seo == null ? null : seo.indexStatus(),
                seo == null ? "" : shortened(seo.title()));
    }

    /** The type of an origin's page is kept whatever the list says: the answer has it, listed or not. */
    private static Headers keptHeaders(Content content, List<String> safe) {
        Headers kept = ResponseHeaderFilter.forCache(content.headers(), safe, content.statusCode());
        Optional<String> type =
                content.source() == EntrySource.BYPASS ? content.headers().first(CONTENT_TYPE) : Optional.empty();
        return type.map(t -> Headers.builder().addAll(kept).set(CONTENT_TYPE, t).build())
                .orElse(kept);
    }

    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= MAX_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, MAX_TITLE));
    }
}
