package edgecomet.domain.header;

import java.util.List;
import java.util.Set;

/**
 * Chooses the origin's headers that a client may see (spec 02 §14.3): the safe list, minus what is never let through,
 * plus the {@code Location} of a redirect.
 */
public final class ResponseHeaderFilter {

    private static final Set<String> NEVER = Set.of(
            "authorization",
            "www-authenticate",
            "proxy-authenticate",
            "proxy-authorization",
            "x-auth-token",
            "x-access-token",
            "x-refresh-token",
            "x-api-key",
            "x-csrf-token",
            "x-xsrf-token");

    /** Headers of one connection or of the transport itself: the server that answers sets its own. */
    private static final Set<String> TRANSPORT = Set.of(
            "connection",
            "content-length",
            "date",
            "keep-alive",
            "proxy-connection",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ResponseHeaderFilter() {}

    /** Returns the headers to answer with when the origin's response is passed on at once. */
    public static Headers forClient(Headers headers, List<String> safe, int status) {
        Headers kept = headers.only(safe).without(NEVER).without(TRANSPORT).without(Set.of("Location"));
        return status >= 300 && status < 400
                ? headers.first("Location")
                        .map(location -> Headers.builder()
                                .addAll(kept)
                                .set("Location", location)
                                .build())
                        .orElse(kept)
                : kept;
    }

    /** Returns the headers to keep with a cache entry: those for a client without its cookies. */
    public static Headers forCache(Headers headers, List<String> safe, int status) {
        return forClient(headers, safe, status).without(Set.of("Set-Cookie"));
    }
}
