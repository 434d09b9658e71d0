package edgecomet.application.port;

import java.util.Comparator;

/**
 * The render services that are alive, and their free tabs, as a gateway sees them (spec 04 §7).
 *
 * <p>Safe for concurrent use. Methods block for a bounded time and throw {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface RendererDirectory {

    /**
     * Reserves a free tab for a request, under the selection strategy of the configuration. A tab that gets reserved
     * although this throws is given back.
     */
    Reservation reserve(String requestId);

    /** Frees a tab if it is still reserved for this request; later, if the store cannot be asked. Never throws. */
    void release(Reservation.Reserved reservation);

    /** Returns how many render services are alive. */
    int countHealthy();

    /** Which render services are preferred when several have a free tab; equal ones are taken by id. */
    enum SelectionStrategy {
        /** The smallest share of tabs in use. */
        LEAST_LOADED,
        /** The largest number of free tabs. */
        MOST_AVAILABLE;

        /** Returns the order that has the preferred service first. */
        public Comparator<Vacancy> preference() {
            Comparator<Vacancy> preference = switch (this) {
                case LEAST_LOADED -> Comparator.comparingDouble(Vacancy::shareInUse);
                case MOST_AVAILABLE ->
                    Comparator.comparingInt(Vacancy::freeTabs).reversed();
            };
            return preference.thenComparing(Vacancy::serviceId);
        }
    }

    /**
     * A render service with free tabs, as a strategy compares it.
     *
     * @param capacity how many tabs it has, at least one
     * @param load how many are in use by its own account, which is up to a second old
     * @param freeTabs how many nobody has reserved
     */
    record Vacancy(String serviceId, int capacity, int load, int freeTabs) {

        /** Returns the share of tabs in use, reservations included that the service has not noticed yet. */
        double shareInUse() {
            return (double) Math.max(load, capacity - freeTabs) / capacity;
        }
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
