package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererDirectory.Vacancy;
import edgecomet.application.port.RendererRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Render services and their tabs in memory, by steady time: the registry, and directories over it. */
final class EmbeddedRenderers implements RendererRegistry {

    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final String FREE = "";

    private final Map<String, Service> services = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource steady;

    /** A service, until when it counts as alive, and the request that has each of its tabs. */
    private record Service(Renderer renderer, Instant end, List<String> tabs) {
        Vacancy vacancy() {
            int free = (int) tabs.stream().filter(FREE::equals).count();
            return new Vacancy(renderer.serviceId(), renderer.capacity(), renderer.load(), free);
        }

        List<BusyTab> reservations() {
            return IntStream.range(0, tabs.size())
                    .filter(tab -> !tab(tab).equals(FREE))
                    .mapToObj(tab -> new BusyTab(tab, tab(tab)))
                    .toList();
        }

        boolean hasRoom() {
            return renderer.load() < renderer.capacity() && tabs.contains(FREE);
        }

        String tab(int tab) {
            return tab < tabs.size() ? tabs.get(tab) : FREE;
        }
    }

    EmbeddedRenderers(InstantSource steady) {
        this.steady = steady;
    }

    @Override
    public List<BusyTab> announce(Renderer renderer, List<BusyTab> busyTabs) {
        return inTurn(() -> {
            List<String> tabs = new ArrayList<>(Collections.nCopies(renderer.capacity(), FREE));
            busyTabs.forEach(busy -> tabs.set(busy.tab(), busy.requestId()));
            Service before = services.get(renderer.serviceId());
            for (int tab = 0;
                    before != null && tab < Math.min(tabs.size(), before.tabs().size());
                    tab++) {
                tabs.set(tab, before.tab(tab));
            }
            Instant end = steady.instant().plus(LIFETIME);
            Service service = new Service(renderer, end, tabs);
            services.put(renderer.serviceId(), service);
            return service.reservations();
        });
    }

    @Override
    public void free(String serviceId, BusyTab reservation) {
        inTurn(() -> {
            Service service = services.get(serviceId);
            if (service != null && service.tab(reservation.tab()).equals(reservation.requestId())) {
                service.tabs().set(reservation.tab(), FREE);
            }
            return service;
        });
    }

    @Override
    public void withdraw(String serviceId) {
        inTurn(() -> services.remove(serviceId));
    }

    RendererDirectory directory(SelectionStrategy strategy) {
        return new Directory(strategy.preference());
    }

    /** Runs an action alone, after the services that are silent have been forgotten. */
    private <T extends @Nullable Object> T inTurn(Supplier<T> action) {
        lock.lock();
        try {
            Instant now = steady.instant();
            services.values().removeIf(service -> !now.isBefore(service.end()));
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private final class Directory implements RendererDirectory {
        private final Comparator<Vacancy> preference;

        Directory(Comparator<Vacancy> preference) {
            this.preference = preference;
        }

        @Override
        public Reservation reserve(String requestId) {
            return inTurn(() -> {
                if (services.isEmpty()) {
                    return new Reservation.NoServices();
                }
                Optional<Service> chosen = services.values().stream()
                        .filter(Service::hasRoom)
                        .min(Comparator.comparing(Service::vacancy, preference));
                return chosen.<Reservation>map(service -> take(service, requestId))
                        .orElseGet(Reservation.NoCapacity::new);
            });
        }

        @Override
        public void release(Reservation.Reserved reservation) {
            free(reservation.serviceId(), new BusyTab(reservation.tab(), reservation.requestId()));
        }

        @Override
        public int countHealthy() {
            return inTurn(services::size);
        }

        private static Reservation take(Service service, String requestId) {
            int tab = service.tabs().indexOf(FREE);
            service.tabs().set(tab, requestId);
            Renderer renderer = service.renderer();
            return new Reservation.Reserved(requestId, renderer.serviceId(), tab, renderer.address(), renderer.port());
        }
    }
}
