package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.StandaloneConfiguration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the YAML files of the roles (spec 01). Everything that is wrong comes out at once, each with its file and line.
 * Safe for concurrent use.
 */
public final class YamlConfigurationSource {

    private YamlConfigurationSource() {}

    /** Reads {@code edge-gateway.yaml} and its host files; creates the storage directory and tries it. */
    public static Loading<GatewayConfiguration> gateway(Path file) {
        Report report = Report.about(file);
        return loading(GatewayLoad.gateway(file, report).map(files -> GatewayLoad.assemble(files, false)), report);
    }

    /** Reads {@code render-service.yaml}. */
    public static Loading<RendererConfiguration> renderer(Path file) {
        Report report = Report.about(file);
        return loading(RendererLoad.load(file, report), report);
    }

    /** Reads {@code edgecomet.yaml} and its host files; creates the storage directory and tries it. */
    public static Loading<StandaloneConfiguration> standalone(Path file) {
        Report report = Report.about(file);
        Optional<GatewayLoad.Files> files = GatewayLoad.standalone(file, report);
        if (files.isEmpty()) {
            return loading(Optional.empty(), report);
        }
        Section chrome = files.get().root().section("renderer").section("chrome");
        RendererLoad.checkChrome(chrome, report.withPrefix("renderer."));
        return loading(
                report.hasErrors()
                        ? Optional.empty()
                        : Optional.of(new StandaloneConfiguration(
                                GatewayLoad.assemble(files.get(), true), RendererLoad.chrome(chrome))),
                report);
    }

    private static <T> Loading<T> loading(Optional<T> configuration, Report report) {
        return configuration
                .<Loading<T>>map(loaded -> new Loading.Loaded<>(loaded, report.problems()))
                .orElseGet(() -> new Loading.Refused<>(report.problems()));
    }
}
