package edgecomet.application.port;

/**
 * The render services that are alive, and their free tabs, as a gateway sees them (spec 04 §7).
 *
 * <p>Safe for concurrent use. Methods block for a bounded time and throw {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface RendererDirectory {

    /** Reserves a free tab for a request, under the selection strategy of the configuration. */
    Reservation reserve(String requestId);

    /** Frees a tab if it is still reserved for this request. Never throws. */
    void release(Reservation.Reserved reservation);

    /** Returns how many render services are alive. */
    int countHealthy();

    /** Which render services are preferred when several have a free tab. */
    enum SelectionStrategy {
        LEAST_LOADED,
        MOST_AVAILABLE
    }

    /** What came of a reservation. */
    sealed interface Reservation {

        /**
         * A tab is the request's until it is released.
         *
         * @param address host name or IP address of the service
         */
        record Reserved(String requestId, String serviceId, int tab, String address, int port) implements Reservation {}

        /** No render service is alive. */
        record NoServices() implements Reservation {}

        /** Render services are alive, but none has a free tab. */
        record NoCapacity() implements Reservation {}
    }
}
