package edgecomet.application.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import edgecomet.application.configuration.LiveConfiguration.Takeover;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.net.AddressRange;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.ShardingPolicy;
import edgecomet.domain.policy.ShardingPolicy.DistributionStrategy;
import edgecomet.domain.policy.Sourced;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveConfigurationTest {

    /** One other value for each component, and the key by which operators know it; no key: taken over at once. */
    private static final Map<String, Change> CHANGES = Map.ofEntries(
            change("gatewayId", "eg_id", "eg-b"),
            change("listen", "server.listen", new ListenAddress("127.0.0.1", 20070)),
            change("requestBudget", "server.timeout", Duration.ofSeconds(61)),
            change(
                    "tls",
                    "server.tls",
                    new TlsConfiguration(
                            new ListenAddress("127.0.0.1", 20443),
                            Path.of("cert"),
                            Path.of("key"),
                            TlsVersion.TLS_1_3)),
            change("limits", "server.limits", ServerLimits.defaults(Duration.ofSeconds(1))),
            change(
                    "trustedProxies",
                    "server.proxy_protocol",
                    List.of(AddressRange.parse("10.0.0.0/8").orElseThrow())),
            change("internalListen", "internal.listen", new ListenAddress("127.0.0.1", 20071)),
            change("internalKey", "internal.auth_key", new Secret("another")),
            change("redis", "redis", new RedisConfiguration("localhost", 6379, new Secret("another"), 0)),
            change("storage", "storage", new StorageConfiguration(Path.of("elsewhere"), Compression.NONE, 0, 0, null)),
            change("selection", "registry.selection_strategy", SelectionStrategy.MOST_AVAILABLE),
            change("origins", "bypass.ssrf_protection", OriginConfiguration.defaults(false)),
            change(
                    "sharding",
                    "cache_sharding",
                    new ShardingPolicy(true, 2, DistributionStrategy.HASH_MODULO, true, true)),
            change("clientIpHeaders", "", List.of("X-Real-IP")),
            change("hosts", "", HostCatalog.of(List.of())),
            change("log", "log", new LogConfiguration(LogConfiguration.Level.ERROR, null, null)),
            change("metrics", "metrics", new MetricsConfiguration(new ListenAddress("127.0.0.1", 20079), "/m", "")),
            change(
                    "events",
                    "event_logging",
                    new EventLogConfiguration(
                            "e.log", EventTemplate.DEFAULT, new LogConfiguration.Rotation(1, 1, 1, false))));

    private record Change(String key, Object value) {}

    private static Map.Entry<String, Change> change(String component, String key, Object value) {
        return Map.entry(component, new Change(key, value));
    }

    static Stream<RecordComponent> components() {
        return Arrays.stream(GatewayConfiguration.class.getRecordComponents());
    }

    @ParameterizedTest
    @MethodSource("components")
    void aChangedValueIsEitherInForceOrNamedAsOneThatNeedsARestart(RecordComponent component) throws Exception {
        Change change = CHANGES.get(component.getName());
        GatewayConfiguration initial = configuration();
        GatewayConfiguration next = with(initial, component, change.value());
        LiveConfiguration live = new LiveConfiguration(initial);

        Takeover takeover = live.takeOver(next);

        boolean inForce = change.key().isEmpty();
        assertEquals(inForce ? List.of() : List.of(change.key()), takeover.needRestart());
        assertSame(
                component.getAccessor().invoke(inForce ? next : initial),
                component.getAccessor().invoke(live.get()));
    }

    @Test
    void equalValuesNeedNoRestart() {
        LiveConfiguration live = new LiveConfiguration(configuration());

        assertEquals(new Takeover(1, Set.of(), Set.of(), List.of()), live.takeOver(configuration()));
    }

    @Test
    void hostsThatCameAndWentAreNamed() {
        LiveConfiguration live = new LiveConfiguration(configuration());
        GatewayConfiguration without = configuration().withHosts(HostCatalog.of(List.of()), List.of());

        assertEquals(new Takeover(0, Set.of(), Set.of("shop.example"), List.of()), live.takeOver(without));
        assertEquals(new Takeover(1, Set.of("shop.example"), Set.of(), List.of()), live.takeOver(configuration()));
    }

    @Test
    void whoAskedForItIsToldOfWhatCameIntoForce() {
        LiveConfiguration live = new LiveConfiguration(configuration());
        List<GatewayConfiguration> told = new ArrayList<>();
        live.onChange(told::add);

        live.takeOver(configuration().withHosts(HostCatalog.of(List.of()), List.of()));

        assertEquals(List.of(live.get()), told);
    }

    @Test
    void whatARequestBeganWithIsNotTouched() {
        LiveConfiguration live = new LiveConfiguration(configuration());
        GatewayConfiguration begun = live.get();

        live.takeOver(configuration().withHosts(HostCatalog.of(List.of()), List.of()));

        assertNotSame(begun, live.get());
        assertEquals(1, begun.hosts().all().size());
    }

    private static GatewayConfiguration configuration() {
        HostDefinition host = new HostDefinition(
                1,
                List.of("shop.example"),
                "key",
                true,
                Sourced.from(Level.HOST, List.of()),
                Sourced.from(Level.BUILT_IN, new UnmatchedDimension.Block()),
                Sourced.from(Level.BUILT_IN, List.of()),
                Settings.NONE,
                List.of());
        return new GatewayConfiguration(
                "eg-a",
                new ListenAddress("127.0.0.1", 10070),
                Duration.ofSeconds(60),
                null,
                ServerLimits.defaults(Duration.ofSeconds(60)),
                List.of(),
                new ListenAddress("127.0.0.1", 10071),
                new Secret("internal"),
                new RedisConfiguration("localhost", 6379, new Secret("word"), 0),
                new StorageConfiguration(Path.of("cache"), Compression.NONE, 0, 0, null),
                SelectionStrategy.LEAST_LOADED,
                OriginConfiguration.defaults(true),
                new ShardingPolicy(false, 2, DistributionStrategy.HASH_MODULO, true, true),
                List.of(),
                HostCatalog.of(List.of(Host.assemble(host, Settings.NONE))),
                LogConfiguration.DEFAULT,
                null,
                null);
    }

    private static GatewayConfiguration with(GatewayConfiguration initial, RecordComponent changed, Object value)
            throws Exception {
        RecordComponent[] components = GatewayConfiguration.class.getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            values.add(
                    component.getName().equals(changed.getName())
                            ? value
                            : component.getAccessor().invoke(initial));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return GatewayConfiguration.class.getDeclaredConstructor(types).newInstance(values.toArray());
    }
}
