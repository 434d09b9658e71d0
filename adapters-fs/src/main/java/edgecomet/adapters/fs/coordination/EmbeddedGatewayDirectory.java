package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.GatewayDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Gateways in memory, by steady time. */
final class EmbeddedGatewayDirectory implements GatewayDirectory {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    private final ConcurrentMap<String, Announcement> announcements = new ConcurrentHashMap<>();
    private final InstantSource steady;

    private record Announcement(Gateway gateway, Instant end) {}

    EmbeddedGatewayDirectory(InstantSource steady) {
        this.steady = steady;
    }

    @Override
    public void announce(Gateway gateway) {
        announcements.put(
                gateway.gatewayId(), new Announcement(gateway, steady.instant().plus(LIFETIME)));
    }

    @Override
    public void withdraw(String gatewayId) {
        announcements.remove(gatewayId);
    }

    @Override
    public List<Gateway> alive() {
        Instant now = steady.instant();
        announcements.values().removeIf(announcement -> !now.isBefore(announcement.end()));
        return announcements.values().stream()
                .map(Announcement::gateway)
                .sorted(Comparator.comparing(Gateway::gatewayId))
                .toList();
    }
}
