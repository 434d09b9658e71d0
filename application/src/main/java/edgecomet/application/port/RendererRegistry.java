package edgecomet.application.port;

import java.time.Instant;
import java.util.List;

/**
 * Where a render service announces itself and its tabs (spec 04 §7.1-7.2).
 *
 * <p>Safe for concurrent use. Methods block for a bounded time and throw {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface RendererRegistry {

    /**
     * Says that the service is alive, for the next three seconds. Tabs that are already listed keep their reservations;
     * where the list is gone it is made anew, with the tabs of {@code busyTabs} reserved.
     *
     * @return the tabs that are reserved now, and for which requests
     */
    List<BusyTab> announce(Renderer renderer, List<BusyTab> busyTabs);

    /** Frees a tab if it is still reserved for this request. */
    void free(String serviceId, BusyTab reservation);

    /** Takes the service and its tabs off the list. */
    void withdraw(String serviceId);

    /**
     * A render service.
     *
     * @param address host name or IP address at which gateways reach it
     * @param capacity how many tabs it has
     * @param load how many are in use
     */
    record Renderer(
            String serviceId,
            String address,
            int port,
            int capacity,
            int load,
            Instant seen,
            String version,
            String hostname) {}

    /** A tab in use or reserved, and the request that has it. */
    record BusyTab(int tab, String requestId) {}
}
