package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One load of {@code edge-gateway.yaml} or {@code edgecomet.yaml} with the host files: decode everything, check
 * everything, and make values of it only where no error was found (spec 01 §8-9).
 */
final class GatewayLoad {

    private static final ListenAddress NO_INTERNAL_LISTENER = new ListenAddress("127.0.0.1", 0);

    private final Path file;
    private final boolean standalone;
    private final Report report;
    private final SourceFile source = SourceFile.ofGateway();

    private GatewayLoad(Path file, boolean standalone, Report report) {
        this.file = file;
        this.standalone = standalone;
        this.report = report;
    }

    /** What was read; the hosts are those of every file, in order. */
    record Files(Section root, List<Section> hosts) {}

    /** Reads and checks the gateway's file and its hosts; empty where the report has an error. */
    static Optional<Files> gateway(Path file, Report report) {
        return new GatewayLoad(file, false, report).load(FileTables.GATEWAY);
    }

    /** Reads and checks the file of a standalone process and its hosts; empty where the report has an error. */
    static Optional<Files> standalone(Path file, Report report) {
        return new GatewayLoad(file, true, report).load(FileTables.STANDALONE);
    }

    private Optional<Files> load(Keys table) {
        Optional<Section> root = source.decode(file, file.toString(), table, report);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        new GatewayCheck(root.get(), report).check(standalone);
        List<Section> hosts = hosts(root.get());
        CrossCheck.check(root.get(), hosts, report);
        StorageCheck.check(root.get().section("storage"), report);
        return report.hasErrors() ? Optional.empty() : Optional.of(new Files(root.get(), hosts));
    }

    private List<Section> hosts(Section root) {
        String include = root.section("hosts").text("include");
        if (include.isEmpty()) {
            report.fatal("failed to load hosts config: hosts.include is required in configuration");
            return List.of();
        }
        return switch (HostFiles.find(file, include)) {
            case HostFiles.Found.Nothing(String reason) -> {
                report.fatal("failed to load hosts config: " + reason);
                yield List.of();
            }
            case HostFiles.Found.Paths(List<Path> files) -> hosts(root, files);
        };
    }

    private List<Section> hosts(Section root, List<Path> files) {
        HostCheck check = new HostCheck(!root.sectionMap("dimensions").isEmpty());
        List<Section> all = new ArrayList<>();
        for (Path hostFile : files) {
            Report about = report.alsoAbout(hostFile);
            source.decode(hostFile, hostFile.toString(), FileTables.HOSTS_FILE, about)
                    .ifPresent(section -> {
                        List<Section> hosts = section.sections("hosts");
                        check.file(hosts, Report.baseName(hostFile), about);
                        all.addAll(hosts);
                    });
        }
        return all;
    }

    /** Makes values of files without errors. */
    static GatewayConfiguration assemble(Files files, boolean standalone) {
        Section root = files.root();
        Settings global = SettingsReader.read(root);
        HostReader reader = new HostReader(root.sectionMap("dimensions"), root.text("unmatched_dimension"));
        List<Host> hosts = files.hosts().stream()
                .map(host -> Host.assemble(reader.read(host), global))
                .toList();
        Section internal = root.section("internal");
        RedisConfiguration redis = standalone ? null : RedisReader.read(root.section("redis"));
        Boolean ssrf = root.section("bypass").bool("ssrf_protection");
        return new GatewayConfiguration(
                root.text("eg_id"),
                OutputReader.address(root.section("server")),
                Objects.requireNonNull(root.section("server").duration("timeout")),
                null,
                internal.address("listen").isEmpty() ? NO_INTERNAL_LISTENER : OutputReader.address(internal),
                new Secret(internal.text("auth_key")),
                redis,
                storage(root.section("storage")),
                root.section("registry").text("selection_strategy").equals("most_available")
                        ? SelectionStrategy.MOST_AVAILABLE
                        : SelectionStrategy.LEAST_LOADED,
                ssrf == null || ssrf,
                new PolicyMerge(global, Settings.NONE).withoutRule().sharding(),
                root.section("client_ip").texts("headers"),
                HostCatalog.of(hosts),
                OutputReader.log(root.section("log")),
                OutputReader.metrics(root.section("metrics")),
                null);
    }

    private static StorageConfiguration storage(Section storage) {
        String compression = storage.text("compression");
        return new StorageConfiguration(
                StorageCheck.path(storage), Compression.ofLabel(compression).orElse(Compression.SNAPPY), null);
    }
}
