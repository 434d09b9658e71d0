package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.StandaloneConfiguration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the YAML files of the roles (spec 01). Everything that is wrong comes out at once, each with its file and line.
 * Safe for concurrent use.
 */
public final class YamlConfigurationSource {

    private YamlConfigurationSource() {}

    /** Reads {@code edge-gateway.yaml} and its host files; creates the storage directory and tries it. */
    public static Loading<GatewayConfiguration> gateway(Path file) {
        return gateway(file, System.getenv());
    }

    /** Reads {@code render-service.yaml}. */
    public static Loading<RendererConfiguration> renderer(Path file) {
        return renderer(file, System.getenv());
    }

    /** Reads {@code edgecomet.yaml} and its host files; creates the storage directory and tries it. */
    public static Loading<StandaloneConfiguration> standalone(Path file) {
        return standalone(file, System.getenv());
    }

    /**
     * Reads {@code cache-daemon.yaml} and the gateway's files that it names. The storage directory and the certificates
     * of the gateway are not looked at, because they may be on other machines.
     */
    public static Loading<DaemonConfiguration> daemon(Path file) {
        return daemon(file, System.getenv());
    }

    static Loading<GatewayConfiguration> gateway(Path file, Map<String, String> environment) {
        Report report = Report.about(file);
        return loading(GatewayLoad.gateway(file, environment, report).map(GatewayReader::read), report);
    }

    static Loading<RendererConfiguration> renderer(Path file, Map<String, String> environment) {
        Report report = Report.about(file);
        return loading(RendererLoad.load(file, environment, report), report);
    }

    static Loading<DaemonConfiguration> daemon(Path file, Map<String, String> environment) {
        Report report = Report.about(file);
        return loading(DaemonLoad.load(file, environment, report), report);
    }

    static Loading<StandaloneConfiguration> standalone(Path file, Map<String, String> environment) {
        Report report = Report.about(file);
        return loading(
                GatewayLoad.standalone(file, environment, report).map(YamlConfigurationSource::standalone), report);
    }

    private static StandaloneConfiguration standalone(GatewayLoad.Files files) {
        Section daemon = files.root().section("daemon");
        return new StandaloneConfiguration(
                GatewayReader.read(files),
                RendererLoad.chrome(files.root().section("renderer").section("chrome")),
                daemon.isPresent() ? DaemonLoad.settings(daemon) : null);
    }

    private static <T> Loading<T> loading(Optional<T> configuration, Report report) {
        return configuration
                .<Loading<T>>map(loaded -> new Loading.Loaded<>(loaded, report.problems()))
                .orElseGet(() -> new Loading.Refused<>(report.problems()));
    }
}
