package edgecomet.application.port;

import java.time.Instant;
import java.util.List;

/**
 * The gateways that are alive (spec 04 §2).
 *
 * <p>Safe for concurrent use. Methods block for a bounded time and throw {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface GatewayDirectory {

    /** Says that this gateway is alive, for the next three seconds. */
    void announce(Gateway gateway);

    /** Takes a gateway off the list. */
    void withdraw(String gatewayId);

    /** Returns the gateways that are alive, by id. */
    List<Gateway> alive();

    /**
     * A gateway.
     *
     * @param address {@code host:port} of its internal listener, as peers reach it
     */
    record Gateway(String gatewayId, String address, Instant seen, boolean shardingEnabled) {}
}
