package edgecomet.application.configuration;

import edgecomet.domain.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a running gateway goes by, and what it takes over of a new one: all that requests read. What
 * was opened, connected or handed out at the start stays as it was, until a restart.
 *
 * <p>Safe for concurrent use; never blocks a reader. A request reads it once and keeps what it got.
 */
public final class LiveConfiguration implements Supplier<GatewayConfiguration> {

    /** Every other component of the configuration is taken over. */
    private static final Map<String, Function<GatewayConfiguration, @Nullable Object>> FIXED = fixed();

    private final List<Consumer<GatewayConfiguration>> listeners = new CopyOnWriteArrayList<>();
    private volatile GatewayConfiguration current;

    /** Starts with a configuration. */
    public LiveConfiguration(GatewayConfiguration initial) {
        this.current = initial;
    }

    private static Map<String, Function<GatewayConfiguration, @Nullable Object>> fixed() {
        Map<String, Function<GatewayConfiguration, @Nullable Object>> fixed = new LinkedHashMap<>();
        fixed.put("eg_id", GatewayConfiguration::gatewayId);
        fixed.put("server.listen", GatewayConfiguration::listen);
        fixed.put("server.timeout", GatewayConfiguration::requestBudget);
        fixed.put("server.tls", GatewayConfiguration::tls);
        fixed.put("server.limits", GatewayConfiguration::limits);
        fixed.put("server.proxy_protocol", GatewayConfiguration::trustedProxies);
        fixed.put("internal.listen", GatewayConfiguration::internalListen);
        fixed.put("internal.auth_key", GatewayConfiguration::internalKey);
        fixed.put("redis", GatewayConfiguration::redis);
        fixed.put("storage", GatewayConfiguration::storage);
        fixed.put("registry.selection_strategy", GatewayConfiguration::selection);
        fixed.put("bypass.ssrf_protection", next -> next.origins().ssrfProtection());
        fixed.put("bypass.max_body_megabytes", next -> next.origins().bodyMegabytes());
        fixed.put("bypass.ca_file", next -> next.origins().authorities());
        fixed.put("cache_sharding", GatewayConfiguration::sharding);
        fixed.put("log", GatewayConfiguration::log);
        fixed.put("metrics", GatewayConfiguration::metrics);
        fixed.put("event_logging", GatewayConfiguration::events);
        return fixed;
    }

    @Override
    public GatewayConfiguration get() {
        return current;
    }

    /** Has somebody told of each configuration that comes into force after the first; they must not block. */
    public void onChange(Consumer<GatewayConfiguration> listener) {
        listeners.add(listener);
    }

    /**
     * What came of a new configuration.
     *
     * @param hosts how many there are now
     * @param added primary domains that were not there before
     * @param removed primary domains that are not there any more
     * @param needRestart keys, or the sections that have them, whose new values are not in force
     */
    public record Takeover(int hosts, Set<String> added, Set<String> removed, List<String> needRestart) {

        /** Returns the same with one more key that needs a restart. */
        public Takeover andNeedsRestart(String key) {
            return new Takeover(
                    hosts,
                    added,
                    removed,
                    Stream.concat(needRestart.stream(), Stream.of(key)).toList());
        }
    }

    /** Takes over what can change while requests are under way; they finish by the configuration that they began with. */
    public synchronized Takeover takeOver(GatewayConfiguration next) {
        GatewayConfiguration old = current;
        current = old.withHosts(next.hosts(), next.clientIpHeaders());
        listeners.forEach(listener -> listener.accept(current));
        List<String> needRestart = FIXED.entrySet().stream()
                .filter(key -> !Objects.equals(
                        key.getValue().apply(old), key.getValue().apply(next)))
                .map(Map.Entry::getKey)
                .toList();
        return new Takeover(next.hosts().all().size(), difference(next, old), difference(old, next), needRestart);
    }

    private static Set<String> difference(GatewayConfiguration of, GatewayConfiguration without) {
        Set<String> domains = domains(of);
        domains.removeAll(domains(without));
        return domains;
    }

    private static Set<String> domains(GatewayConfiguration configuration) {
        return configuration.hosts().all().stream()
                .map(Host::primaryDomain)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
