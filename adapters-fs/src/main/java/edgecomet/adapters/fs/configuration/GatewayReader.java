package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.policy.PolicyMerge;
import edgecomet.domain.policy.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the checked files of a gateway into values. */
final class GatewayReader {

    /** Without an internal listener nobody outside this process has a key to know; it stays the same when files change. */
    private static final Secret NO_INTERNAL_KEY = randomKey();

    private GatewayReader() {}

    static GatewayConfiguration read(GatewayLoad.Files files) {
        Section root = files.root();
        Settings global = SettingsReader.read(root);
        HostReader reader =
                new HostReader(DimensionReader.read(root.sectionMap("dimensions")), root.text("unmatched_dimension"));
        List<String> clientIpHeaders = root.section("client_ip").texts("headers");
        List<Host> hosts = files.hosts().stream()
                .map(host -> Host.assemble(reader.read(host, clientIpHeaders), global))
                .toList();
        Section server = root.section("server");
        Section internal = root.section("internal");
        Duration requestBudget = Objects.requireNonNull(server.duration("timeout"));
        return new GatewayConfiguration(
                root.text("eg_id"),
                OutputReader.address(server),
                requestBudget,
                server.section("tls").isTrue("enabled") ? TlsCheck.read(files.main(), server.section("tls")) : null,
                ListenerCheck.limits(server.section("limits"), requestBudget),
                ListenerCheck.trustedProxies(server.section("proxy_protocol")),
                internal.isPresent() ? OutputReader.address(internal) : GatewayConfiguration.NO_INTERNAL_LISTENER,
                internal.isPresent() ? new Secret(internal.text("auth_key")) : NO_INTERNAL_KEY,
                redis(files.main(), root.section("redis")),
                storage(root.section("storage")),
                root.section("registry").text("selection_strategy").equals("most_available")
                        ? SelectionStrategy.MOST_AVAILABLE
                        : SelectionStrategy.LEAST_LOADED,
                OriginCheck.read(files.main(), root.section("bypass")),
                new PolicyMerge(global, Settings.NONE).withoutRule().sharding(),
                clientIpHeaders,
                HostCatalog.of(hosts),
                OutputReader.log(root.section("log")),
                OutputReader.metrics(root.section("metrics"), ""),
                EventLogCheck.read(root.section("event_logging").section("file")));
    }

    private static @Nullable RedisConfiguration redis(Path file, Section redis) {
        return redis.isPresent() ? RedisReader.read(file, redis) : null;
    }

    private static Secret randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    private static StorageConfiguration storage(Section storage) {
        Section cleanup = storage.section("cleanup");
        Integer hot = storage.integer("hot_megabytes");
        return new StorageConfiguration(
                StorageCheck.path(storage),
                Compression.ofLabel(storage.text("compression")).orElse(Compression.SNAPPY),
                hot == null ? StorageConfiguration.HOT_MEGABYTES : hot,
                storage.number("max_megabytes"),
                cleanup.isPresent()
                        ? new StorageConfiguration.Cleanup(
                                cleanup.isTrue("enabled"), given(cleanup, "interval"), given(cleanup, "safety_margin"))
                        : null);
    }

    private static Duration given(Section section, String key) {
        return Objects.requireNonNull(section.duration(key));
    }
}
