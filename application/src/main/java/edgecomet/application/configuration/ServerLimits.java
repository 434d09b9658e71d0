package edgecomet.application.configuration;

import java.time.Duration;

/**
 * How much the public listeners and the requests behind them may take ({@code server.limits.*}).
 *
 * @param connections open at once, over all public listeners
 * @param requests that ask an origin or a render service at once
 * @param waitingRequests that wait for a place among those
 * @param readTimeout from the first byte of a request to its last
 * @param idleTimeout how long a connection may wait for its next request
 */
public record ServerLimits(
        int connections, int requests, int waitingRequests, Duration readTimeout, Duration idleTimeout) {

    /** {@link #connections} where nothing is configured. */
    public static final int CONNECTIONS = 10_000;

    /** {@link #requests} where nothing is configured. */
    public static final int REQUESTS = 512;

    /** {@link #waitingRequests} where nothing is configured. */
    public static final int WAITING_REQUESTS = 512;

    /** The longest {@link #readTimeout} where nothing is configured. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /** Returns what holds where nothing is configured. */
    public static ServerLimits defaults(Duration requestBudget) {
        return new ServerLimits(CONNECTIONS, REQUESTS, WAITING_REQUESTS, readTimeout(requestBudget), requestBudget);
    }

    /** Returns the same for another number of open connections. */
    public ServerLimits withConnections(int open) {
        return new ServerLimits(open, requests, waitingRequests, readTimeout, idleTimeout);
    }

    /** Returns the default of {@link #readTimeout}: nobody needs longer to send a request, and seldom so long. */
    public static Duration readTimeout(Duration requestBudget) {
        return requestBudget.compareTo(READ_TIMEOUT) < 0 ? requestBudget : READ_TIMEOUT;
    }
}
