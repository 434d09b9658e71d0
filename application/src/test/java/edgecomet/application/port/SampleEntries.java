package edgecomet.application.port;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.header.Headers;
import edgecomet.domain.seo.IndexStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Entries to store in tests. */
public final class SampleEntries {

    /** A key like any other. */
    public static final CacheKey KEY = key("0123456789abcdef");

    /** When the samples were made. */
    public static final Instant CREATED = Instant.parse("2025-10-18T06:00:30Z");

    private static final Instant EXPIRES = CREATED.plusSeconds(3600);

    private SampleEntries() {}

    /** Returns the key of host 1, dimension 2 and this hash. */
    public static CacheKey key(String hash) {
        return CacheKey.parse("cache:1:2:" + hash).orElseThrow();
    }

    /** An entry that has every optional field, with characters that encodings get wrong. */
    public static CacheEntry full() {
        return new CacheEntry(
                KEY,
                "https://example.com/p?a=1&b=%C3%BC",
                PagePath.of(KEY, EXPIRES, Compression.SNAPPY),
                "mobile",
                "req-1",
                CREATED,
                EXPIRES,
                5000,
                1200,
                CREATED,
                EntrySource.RENDER,
                200,
                Headers.of(Map.of(
                        "X-Quoted", List.of("say \"hi\" \\ <b>&</b> \t end", "second"),
                        "Content-Type", List.of("text/html; charset=utf-8"),
                        "x-text", List.of("\u00fc\u4e2d\ud83d\ude00\u2028\u2029\u0001/"))),
                List.of("eg1", "eg10", "eg2"),
                CREATED.plusSeconds(60),
                IndexStatus.CANONICAL_ELSEWHERE,
                "Gr\u00fc\u00dfe <aus> \u6771\u4eac & \ud83d\ude00");
    }

    /** An entry of the same key that has no optional field at all. */
    public static CacheEntry bare() {
        return new CacheEntry(
                KEY,
                "https://example.com/",
                PagePath.of(KEY, EXPIRES, Compression.NONE),
                "desktop",
                "req-2",
                CREATED.plusSeconds(5),
                EXPIRES,
                0,
                0,
                CREATED.plusSeconds(5),
                EntrySource.BYPASS,
                404,
                Headers.EMPTY,
                List.of(),
                null,
                null,
                "");
    }

    /** A redirect of the same key: no body, nobody holds it, and it says where to go. */
    public static CacheEntry redirect() {
        return new CacheEntry(
                KEY,
                "https://example.com/old",
                PagePath.of(KEY, EXPIRES, Compression.NONE),
                "desktop",
                "req-3",
                CREATED,
                EXPIRES,
                0,
                0,
                CREATED,
                EntrySource.RENDER,
                301,
                Headers.of(Map.of("Location", List.of("https://example.com/new?x=1&y=2"))),
                List.of(),
                null,
                null,
                "");
    }

    /** The entry under another key. */
    public static CacheEntry withKey(CacheEntry entry, CacheKey key) {
        return copy(entry, key, entry.filePath(), entry.requestId(), entry.size(), entry.diskSize());
    }

    /** The entry with another body. */
    public static CacheEntry withBody(CacheEntry entry, PagePath path, long size, long diskSize) {
        return copy(entry, entry.key(), path, entry.requestId(), size, diskSize);
    }

    /** The entry as another request would have made it. */
    public static CacheEntry withRequest(CacheEntry entry, String requestId) {
        return copy(entry, entry.key(), entry.filePath(), requestId, entry.size(), entry.diskSize());
    }

    private static CacheEntry copy(
            CacheEntry entry, CacheKey key, PagePath path, String requestId, long size, long diskSize) {
        return new CacheEntry(
                key,
                entry.url(),
                path,
                entry.dimension(),
                requestId,
                entry.createdAt(),
                entry.expiresAt(),
                size,
                diskSize,
                entry.lastAccess(),
                entry.source(),
                entry.statusCode(),
                entry.headers(),
                entry.gatewayIds(),
                entry.lastBotHit(),
                entry.indexStatus(),
                entry.title());
    }
}
