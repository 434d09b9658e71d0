package edgecomet.adapters.http.client;

import java.time.Duration;

/**
 * What one client may use.
 *
 * @param connectionsPerEndpoint open at once to one endpoint; beyond them a request fails at once
 * @param connections open at once in all; idle ones make room for others
 * @param idle how long an unused connection is kept
 * @param connect limit of connecting to one address
 * @param headerBytes of a response's status line and headers
 * @param bodyBytes of a response's body, both as received and decoded
 */
public record ClientLimits(
        int connectionsPerEndpoint, int connections, Duration idle, Duration connect, int headerBytes, int bodyBytes) {

    /** The limits for origins (spec 02 §15.3). */
    public static final ClientLimits DEFAULT =
            new ClientLimits(512, 4096, Duration.ofSeconds(10), Duration.ofSeconds(10), 64 * 1024, 50 * 1024 * 1024);

    /** Returns these limits with another cap on bodies. */
    public ClientLimits withBodyBytes(int bytes) {
        return new ClientLimits(connectionsPerEndpoint, connections, idle, connect, headerBytes, bytes);
    }

    /** Returns these limits with other caps on open connections. */
    public ClientLimits withConnections(int perEndpoint, int total) {
        return new ClientLimits(perEndpoint, total, idle, connect, headerBytes, bodyBytes);
    }

    /** Returns these limits with another time for which an unused connection is kept. */
    public ClientLimits withIdle(Duration duration) {
        return new ClientLimits(connectionsPerEndpoint, connections, duration, connect, headerBytes, bodyBytes);
    }
}
