package edgecomet.adapters.http.client;

import edgecomet.domain.header.Headers;
import java.util.HashSet;
import java.util.Set;

/** Headers that concern one connection only and are not passed on, in either direction (RFC 9110 §7.6.1). */
final class ConnectionHeaders {

    private static final Set<String> NAMES =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private ConnectionHeaders() {}

    /** Returns the headers without these, and without those that {@code Connection} itself names. */
    static Headers removeFrom(Headers headers) {
        Set<String> removed = new HashSet<>(NAMES);
        for (String value : headers.all("Connection")) {
            for (String name : value.split(",", -1)) {
                removed.add(name.trim());
            }
        }
        return headers.without(removed);
    }
}
