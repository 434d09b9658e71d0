package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.domain.dimension.Dimensions;
import edgecomet.domain.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Samples that use every key, and what becomes of them when one line is changed. */
enum FullSample {
    GATEWAY("edge-gateway.yaml"),
    HOSTS("01-example.yaml"),
    RENDERER("render-service.yaml"),
    DAEMON("cache-daemon.yaml"),
    STANDALONE("edgecomet.yaml");

    private final String name;

    FullSample(String name) {
        this.name = name;
    }

    /** Returns the sample's lines. */
    BlockYaml yaml() {
        return new BlockYaml(
                text(),
                switch (this) {
                    case GATEWAY -> FileTables.GATEWAY;
                    case HOSTS -> FileTables.HOSTS_FILE;
                    case RENDERER -> FileTables.RENDERER;
                    case DAEMON -> FileTables.DAEMON;
                    case STANDALONE -> FileTables.STANDALONE;
                });
    }

    /** Returns the sample. */
    String text() {
        try (InputStream in = FullSample.class.getResourceAsStream("full/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came of a load: everything that was read, as values with an equality, and the problems. */
    record Outcome(List<Object> values, List<Problem> problems) {}

    /** Loads the samples with this one's text replaced. */
    Outcome load(String changed, Path directory) {
        return load(changed, directory, Map.of());
    }

    /** Loads the samples with this one's text replaced, in an environment. */
    Outcome load(String changed, Path directory, Map<String, String> environment) {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        files.write("hosts.d/01-example.yaml", this == HOSTS ? changed : HOSTS.text());
        Path gateway = files.write("edge-gateway.yaml", this == GATEWAY ? changed : GATEWAY.text());
        return switch (this) {
            case GATEWAY, HOSTS ->
                outcome(YamlConfigurationSource.gateway(gateway, environment), FullSample::components);
            case RENDERER ->
                outcome(
                        YamlConfigurationSource.renderer(files.write(name, changed), environment),
                        FullSample::components);
            case DAEMON ->
                outcome(
                        YamlConfigurationSource.daemon(files.write(name, changed), environment),
                        FullSample::components);
            case STANDALONE ->
                outcome(
                        YamlConfigurationSource.standalone(files.write(name, changed), environment),
                        FullSample::components);
        };
    }

    private static <T> Outcome outcome(Loading<T> loading, java.util.function.Function<T, List<Object>> components) {
        return switch (loading) {
            case Loading.Loaded<T>(T configuration, List<Problem> warnings) ->
                new Outcome(components.apply(configuration), warnings);
            case Loading.Refused<T>(List<Problem> problems) -> new Outcome(List.of(), problems);
        };
    }

    private static List<Object> components(RendererConfiguration renderer) {
        List<Object> values = new ArrayList<>(components(renderer.redis()));
        values.add(renderer.serviceId());
        values.add(renderer.listen());
        values.add(renderer.chrome());
        values.add(renderer.log());
        values.add(renderer.metrics());
        return values;
    }

    private static List<Object> components(DaemonConfiguration daemon) {
        List<Object> values = new ArrayList<>(components(daemon.redis()));
        values.add(daemon.settings());
        values.add(daemon.log());
        values.add(daemon.metrics());
        values.addAll(components(daemon.gateway()));
        return values;
    }

    private static List<Object> components(StandaloneConfiguration standalone) {
        List<Object> values = new ArrayList<>(components(standalone.gateway()));
        values.add(standalone.chrome());
        values.add(standalone.daemon());
        return values;
    }

    private static List<Object> components(RedisConfiguration redis) {
        return redis == null
                ? List.of()
                : Arrays.asList(redis.place(), redis.username(), redis.database(), revealed(redis.password()));
    }

    private static List<Object> components(GatewayConfiguration gateway) {
        List<Object> values = new ArrayList<>(Arrays.asList(
                gateway.gatewayId(),
                gateway.listen(),
                gateway.requestBudget(),
                gateway.tls(),
                gateway.limits(),
                gateway.trustedProxies(),
                gateway.internalListen(),
                revealed(gateway.internalKey()),
                components(gateway.redis()),
                gateway.storage(),
                gateway.selection(),
                gateway.origins(),
                gateway.sharding(),
                gateway.clientIpHeaders(),
                gateway.log(),
                gateway.metrics(),
                gateway.events()));
        gateway.hosts().all().forEach(host -> values.addAll(components(host)));
        return values;
    }

    private static List<Object> components(Host host) {
        Dimensions dimensions = host.dimensions();
        Stream<Object> policies = Stream.concat(Stream.of(host.defaultPolicy()), host.policies().stream());
        List<Object> values = new ArrayList<>(List.of(
                host.id(),
                host.domains(),
                host.renderKey(),
                host.enabled(),
                dimensions.all(),
                host.unmatched(),
                host.clientIpHeaders(),
                String.valueOf(host.policyFor("/blog/a", "q=1&sort=name").rulePattern()),
                String.valueOf(host.policyFor("/blog/a", "").rulePattern())));
        policies.forEach(values::add);
        return values;
    }

    private static String revealed(Secret secret) {
        return secret == null ? "" : secret.reveal();
    }
}
