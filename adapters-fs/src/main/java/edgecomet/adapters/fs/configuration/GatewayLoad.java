package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.FileTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One load of {@code edge-gateway.yaml} or {@code edgecomet.yaml} with the host files: decode everything, check
 * everything, and hand it on only where no error was found (spec 01 §8-9).
 */
final class GatewayLoad {

    private final Path file;
    private final Role role;
    private final Map<String, String> environment;
    private final Report report;

    private GatewayLoad(Path file, Role role, Map<String, String> environment, Report report) {
        this.file = file;
        this.role = role;
        this.environment = environment;
        this.report = report;
    }

    /** What was read and found in order; the hosts are those of every file. */
    record Files(Path main, Section root, List<Section> hosts) {}

    /** Reads and checks the gateway's file and its hosts; empty where the report has an error. */
    static Optional<Files> gateway(Path file, Map<String, String> environment, Report report) {
        return new GatewayLoad(file, Role.GATEWAY, environment, report).load();
    }

    /** Reads and checks the gateway's file and its hosts for a daemon, which leaves the gateway's disk alone. */
    static Optional<Files> daemon(Path file, Map<String, String> environment, Report report) {
        return new GatewayLoad(file, Role.DAEMON, environment, report).load();
    }

    /** Reads and checks the file of a standalone process and its hosts; empty where the report has an error. */
    static Optional<Files> standalone(Path file, Map<String, String> environment, Report report) {
        return new GatewayLoad(file, Role.STANDALONE, environment, report).load();
    }

    private Optional<Files> load() {
        Optional<Section> decoded = SourceFile.ofGateway(environment).decode(file, role.table(), report);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        Section root = decoded.get();
        new GatewayCheck(file, root, report).check(role);
        if (role == Role.STANDALONE) {
            RendererLoad.checkChrome(root.section("renderer").section("chrome"), report.withPrefix("renderer."));
            DaemonCheck.standalone(root, report);
        }
        List<Section> hosts = hosts(root);
        if (!hosts.isEmpty()) {
            new CrossCheck(root, hosts, environment, report).check(role);
        }
        return report.hasErrors() ? Optional.empty() : Optional.of(new Files(file, root, hosts));
    }

    private List<Section> hosts(Section root) {
        return switch (HostFiles.find(file, root.section("hosts").text("include"))) {
            case HostFiles.Found.Nothing(String reason) -> {
                report.fatal("failed to load hosts config: " + reason);
                yield List.of();
            }
            case HostFiles.Found.Paths(List<Path> files) -> hosts(root, files);
        };
    }

    private List<Section> hosts(Section root, List<Path> files) {
        HostsOfAllFiles hosts = new HostsOfAllFiles(root);
        SourceFile source = SourceFile.ofHosts(environment);
        for (Path hostFile : files) {
            Report about = report.alsoAbout(hostFile);
            source.decode(hostFile, FileTables.HOSTS_FILE, about)
                    .ifPresent(section -> hosts.add(section.sections("hosts"), hostFile, about));
        }
        return hosts.all();
    }
}
