package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.policy.PolicyMerge;
import edgecomet.domain.policy.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the checked files of a gateway into values. */
final class GatewayReader {

    private static final ListenAddress NO_INTERNAL_LISTENER = new ListenAddress("127.0.0.1", 0);

    /** Without an internal listener nobody outside this process has a key to know; it stays the same when files change. */
    private static final Secret NO_INTERNAL_KEY = randomKey();

    private static final String DEFAULT_TEMPLATE =
            "{timestamp}\t{host}\t{url}\t{status_code}\t{event_type}\t{source}\t{serve_time}\t{render_time}\t"
                    + "{cache_age}\t{client_ip}";

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
        Boolean ssrf = root.section("bypass").bool("ssrf_protection");
        return new GatewayConfiguration(
                root.text("eg_id"),
                OutputReader.address(server),
                requestBudget,
                server.section("tls").isTrue("enabled") ? TlsCheck.read(files.main(), server.section("tls")) : null,
                ListenerCheck.limits(server.section("limits"), requestBudget),
                ListenerCheck.trustedProxies(server.section("proxy_protocol")),
                internal.isPresent() ? OutputReader.address(internal) : NO_INTERNAL_LISTENER,
                internal.isPresent() ? new Secret(internal.text("auth_key")) : NO_INTERNAL_KEY,
                redis(root.section("redis")),
                storage(root.section("storage")),
                root.section("registry").text("selection_strategy").equals("most_available")
                        ? SelectionStrategy.MOST_AVAILABLE
                        : SelectionStrategy.LEAST_LOADED,
                ssrf == null || ssrf,
                new PolicyMerge(global, Settings.NONE).withoutRule().sharding(),
                clientIpHeaders,
                HostCatalog.of(hosts),
                OutputReader.log(root.section("log")),
                OutputReader.metrics(root.section("metrics"), ""),
                events(root.section("event_logging").section("file")));
    }

    private static @Nullable RedisConfiguration redis(Section redis) {
        return redis.isPresent() ? RedisReader.read(redis) : null;
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
                cleanup.isPresent()
                        ? new StorageConfiguration.Cleanup(
                                cleanup.isTrue("enabled"), given(cleanup, "interval"), given(cleanup, "safety_margin"))
                        : null);
    }

    private static @Nullable EventLogConfiguration events(Section file) {
        if (!file.isTrue("enabled")) {
            return null;
        }
        Rotation rotation = OutputReader.rotation(file.section("rotation"));
        String template = file.text("template");
        return new EventLogConfiguration(
                file.text("path"),
                template.isEmpty() ? DEFAULT_TEMPLATE : template,
                new Rotation(
                        rotation.maxSizeMegabytes(),
                        orElse(rotation.maxAgeDays(), 30),
                        orElse(rotation.maxBackups(), 10),
                        rotation.compress()));
    }

    private static int orElse(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }

    private static Duration given(Section section, String key) {
        return Objects.requireNonNull(section.duration(key));
    }
}
