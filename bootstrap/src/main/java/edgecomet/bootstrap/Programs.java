package edgecomet.bootstrap;

import edgecomet.adapters.fs.configuration.YamlConfigurationSource;
import edgecomet.application.configuration.ChromeConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.configuration.LiveConfiguration.Takeover;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.bootstrap.Program.Plan;
import edgecomet.bootstrap.Program.Planning;
import edgecomet.bootstrap.demo.DemoSite;
import edgecomet.bootstrap.role.GatewayRole;
import edgecomet.bootstrap.role.RendererRole;
import edgecomet.bootstrap.role.Role;
import edgecomet.bootstrap.role.StandaloneRole;
import edgecomet.bootstrap.role.StartupException;
import edgecomet.bootstrap.site.ProxySnippet;
import edgecomet.bootstrap.site.SiteConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What each program reads and starts. */
final class Programs {

    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

    /** Where the bundled site is, beside the gateway's 10070. */
    private static final int DEMO_PORT = 10081;

    /** A site on this machine, for everyone who reads the documentation. */
    private static final Secret DEMO_KEY = new Secret("demo-key");

    private static final Path DATA = Path.of("edgecomet-data");

    private Programs() {}

    private record Prepared(
            LogConfiguration log, Map<String, String> logFields, Supplier<Role> starter, Optional<Runnable> reload)
            implements Plan {
        @Override
        public Role start() {
            return starter.get();
        }
    }

    static Planning gateway(String file) {
        return () -> {
            LOG.atInfo().addKeyValue("config_path", file).log("Starting Edge Gateway");
            GatewayConfiguration configuration = loaded(YamlConfigurationSource.gateway(Path.of(file)));
            LiveConfiguration live = new LiveConfiguration(configuration);
            return new Prepared(
                    configuration.log(),
                    Map.of("eg", configuration.gatewayId()),
                    () -> GatewayRole.start(live),
                    Optional.of(new Reload<>(() -> YamlConfigurationSource.gateway(Path.of(file)), live::takeOver)));
        };
    }

    static Planning renderer(String file) {
        return () -> {
            LOG.atInfo().addKeyValue("path", file).log("Loading configuration");
            RendererConfiguration configuration = loaded(YamlConfigurationSource.renderer(Path.of(file)));
            return new Prepared(
                    configuration.log(),
                    Map.of(),
                    () -> RendererRole.start(configuration),
                    Optional.of(
                            () -> LOG.warn("Configuration not reloaded: a render service reads it at the start only")));
        };
    }

    static Planning standalone(String file) {
        return () -> {
            LOG.atInfo().addKeyValue("config_path", file).log("Starting EdgeComet standalone");
            StandaloneConfiguration configuration = loaded(YamlConfigurationSource.standalone(Path.of(file)));
            LiveConfiguration live = new LiveConfiguration(configuration.gateway());
            return new Prepared(
                    configuration.gateway().log(),
                    Map.of("eg", configuration.gateway().gatewayId()),
                    () -> StandaloneRole.start(live, configuration.chrome()),
                    Optional.of(new Reload<>(
                            () -> YamlConfigurationSource.standalone(Path.of(file)),
                            next -> takeOver(live, configuration.chrome(), next))));
        };
    }

    /**
     * One real site without a file.
     *
     * @param key null for one to be made
     * @param terminal shows the operator how to reach it; the key is in this text and nowhere else
     */
    static Planning site(String domain, @Nullable Secret key, Consumer<String> terminal) {
        return () -> {
            Secret agreed = key == null ? SiteConfiguration.newKey() : key;
            StandaloneConfiguration configuration =
                    new SiteConfiguration(domain, agreed, true, DATA.resolve(domain)).standalone();
            return withoutFiles(() -> {
                Role role = start(configuration);
                terminal.accept(ProxySnippet.text(domain, agreed, SiteConfiguration.LISTEN));
                return role;
            });
        };
    }

    static Planning demo() {
        return () -> {
            StandaloneConfiguration configuration =
                    new SiteConfiguration("localhost", DEMO_KEY, false, DATA.resolve("demo")).standalone();
            return withoutFiles(() -> startDemo(configuration));
        };
    }

    private static Plan withoutFiles(Supplier<Role> starter) {
        return new Prepared(LogConfiguration.DEFAULT, Map.of(), starter, Optional.empty());
    }

    private static Role start(StandaloneConfiguration configuration) {
        return StandaloneRole.start(new LiveConfiguration(configuration.gateway()), configuration.chrome());
    }

    /** The browsers of the standalone are as fixed as a render service's. */
    private static Takeover takeOver(
            LiveConfiguration live, ChromeConfiguration inForce, StandaloneConfiguration next) {
        Takeover takeover = live.takeOver(next.gateway());
        return next.chrome().equals(inForce) ? takeover : takeover.andNeedsRestart("renderer.chrome");
    }

    private static Role startDemo(StandaloneConfiguration configuration) {
        DemoSite site;
        try {
            site = DemoSite.start(DEMO_PORT);
        } catch (IOException e) {
            throw new StartupException(
                    "cannot listen on 127.0.0.1:" + DEMO_PORT + " for the demo site (" + e.getMessage()
                            + "): stop what uses the port",
                    e);
        }
        try {
            Role role = start(configuration);
            LOG.atInfo().addKeyValue("url", site.address()).log("Demo site started");
            return () -> {
                role.stop();
                site.close();
            };
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private static <T> T loaded(Loading<T> loading) {
        return switch (loading) {
            case Loading.Loaded<T>(T configuration, List<Problem> warnings) -> {
                warnings.forEach(warning -> LOG.warn("{}", warning));
                yield configuration;
            }
            case Loading.Refused<T> refused -> {
                refused.problems()
                        .forEach(problem -> LOG.atLevel(
                                        problem.severity() == Severity.WARNING ? Level.WARN : Level.ERROR)
                                .log("{}", problem));
                throw new StartupException("The configuration cannot be used: " + refused.summary());
            }
        };
    }
}
