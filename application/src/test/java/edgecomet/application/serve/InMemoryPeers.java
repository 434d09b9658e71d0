package edgecomet.application.serve;

import edgecomet.application.port.Deadline;
import edgecomet.application.port.PeerClient;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.PagePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Other gateways with their bodies, in memory, and a switch that takes all of them away. */
public final class InMemoryPeers implements PeerClient {

    private final Map<String, Map<PagePath, byte[]>> gateways = new ConcurrentHashMap<>();

    /** Which gateways were asked for a body, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile boolean down;

    /** Gives a body to a gateway. */
    public void hold(String gatewayId, CacheEntry entry, byte[] body) {
        gateways.computeIfAbsent(gatewayId, id -> new ConcurrentHashMap<>()).put(entry.filePath(), body.clone());
    }

    @Override
    public Optional<byte[]> pull(CacheEntry entry, Deadline deadline) {
        return entry.gatewayIds().stream()
                .filter(gateways::containsKey)
                .filter(id -> !deadline.isSpent())
                .flatMap(id -> ask(id, entry).stream())
                .findFirst();
    }

    private Optional<byte[]> ask(String gatewayId, CacheEntry entry) {
        asked.add(gatewayId);
        return down
                ? Optional.empty()
                : Optional.ofNullable(gateways.get(gatewayId).get(entry.filePath()))
                        .filter(body -> body.length == entry.size());
    }
}
