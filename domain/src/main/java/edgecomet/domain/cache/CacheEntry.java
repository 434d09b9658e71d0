package edgecomet.domain.cache;

import edgecomet.domain.header.Headers;
import edgecomet.domain.seo.IndexStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of one cached answer (spec 03 §4.1). Times have whole seconds, as Redis keeps them.
 *
 * @param url the normalised URL
 * @param filePath where the body lies below the storage root; named also where a redirect has no file
 * @param dimension the dimension's name
 * @param requestId the request that caused the entry
 * @param size bytes of the body as served
 * @param diskSize bytes of the file
 * @param headers the headers kept with it, already filtered
 * @param gatewayIds the gateways that hold the body; empty for a redirect
 * @param lastBotHit when a bot last got it from the cache; null if none did
 * @param title the page's title, at most 500 characters; empty if unknown
 */
public record CacheEntry(
        CacheKey key,
        String url,
        PagePath filePath,
        String dimension,
        String requestId,
        Instant createdAt,
        Instant expiresAt,
        long size,
        long diskSize,
        Instant lastAccess,
        EntrySource source,
        int statusCode,
        Headers headers,
        List<String> gatewayIds,
        @Nullable Instant lastBotHit,
        @Nullable IndexStatus indexStatus,
        String title) {

    public CacheEntry {
        gatewayIds = gatewayIds.stream().sorted().distinct().toList();
    }

    /** Returns whether the answer is a redirect, which needs no body. */
    public boolean isRedirect() {
        return isRedirect(statusCode, headers);
    }

    /** Returns whether an answer with this status is a redirect; one that leads nowhere is a page like others. */
    public static boolean isRedirect(int statusCode, Headers headers) {
        return statusCode >= 300
                && statusCode < 400
                && headers.first("Location").filter(to -> !to.isEmpty()).isPresent();
    }

    /** Returns whether the gateway holds the body. */
    public boolean isHeldBy(String gatewayId) {
        return gatewayIds.contains(gatewayId);
    }

    /** Returns the entry with these holders in the place of its own. */
    public CacheEntry withGatewayIds(List<String> holders) {
        return new CacheEntry(
                key,
                url,
                filePath,
                dimension,
                requestId,
                createdAt,
                expiresAt,
                size,
                diskSize,
                lastAccess,
                source,
                statusCode,
                headers,
                holders,
                lastBotHit,
                indexStatus,
                title);
    }

    /** Returns the entry with this as its last bot hit. */
    public CacheEntry withLastBotHit(@Nullable Instant hit) {
        return new CacheEntry(
                key,
                url,
                filePath,
                dimension,
                requestId,
                createdAt,
                expiresAt,
                size,
                diskSize,
                lastAccess,
                source,
                statusCode,
                headers,
                gatewayIds,
                hit,
                indexStatus,
                title);
    }

    /** Returns whether both entries are of the same body: the same file, written for the same request. */
    public boolean hasBodyOf(CacheEntry other) {
        return filePath.equals(other.filePath) && requestId.equals(other.requestId);
    }

    /** Returns whether the other entry stands for the same answer, whenever a bot last got it. */
    public boolean isSameAnswer(CacheEntry other) {
        return equals(other) || withLastBotHit(other.lastBotHit()).equals(other);
    }
}
