package edgecomet.bootstrap.site;

import edgecomet.application.configuration.ChromeConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.OriginConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.dimension.BotAliases;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.ShardingPolicy;
import edgecomet.domain.policy.Sourced;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * One site without a file: bots of search engines and AI services get rendered pages, everybody else the origin's own.
 * Pages are kept for a day, and for a week more when they cannot be rendered anew.
 *
 * @param domain lower case, without scheme and port
 * @param key what callers must send
 * @param ssrfProtection off only for a site on this machine
 */
public record SiteConfiguration(String domain, Secret key, boolean ssrfProtection, Path data) {

    /** Where the gateway of a standalone process without a file listens: reachable from this machine only. */
    public static final ListenAddress LISTEN = new ListenAddress("127.0.0.1", 10070);

    private static final String DESKTOP_UA =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final String MOBILE_UA = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/131.0.0.0 Mobile Safari/537.36";
    private static final List<String> MOBILE_BOTS = List.of("$GooglebotSearchMobile", "$BingbotMobile");
    private static final List<String> DESKTOP_BOTS =
            List.of("$SearchBots", "$AIBots", "$Messengers", "$Socials", "*bot*", "*crawl*", "*spider*");
    private static final int KEY_BYTES = 16;
    private static final Duration BUDGET = Duration.ofSeconds(90);

    /** One browser's worth: enough for one site, and little enough for a small machine. */
    private static final int TABS = 4;

    private static final StorageConfiguration.Cleanup CLEANUP =
            new StorageConfiguration.Cleanup(true, Duration.ofHours(1), Duration.ofHours(1));

    /** Makes a key that nobody can guess. */
    public static Secret newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    /** Returns the configuration of the whole process. */
    public StandaloneConfiguration standalone() {
        return new StandaloneConfiguration(gateway(), chrome(), null);
    }

    private GatewayConfiguration gateway() {
        return new GatewayConfiguration(
                "",
                LISTEN,
                BUDGET,
                null,
                ServerLimits.defaults(BUDGET),
                List.of(),
                GatewayConfiguration.NO_INTERNAL_LISTENER,
                newKey(),
                null,
                new StorageConfiguration(data, Compression.SNAPPY, StorageConfiguration.HOT_MEGABYTES, 0, CLEANUP),
                SelectionStrategy.LEAST_LOADED,
                OriginConfiguration.defaults(ssrfProtection),
                new ShardingPolicy(false, 1, ShardingPolicy.DistributionStrategy.PRIMARY_ONLY, false, false),
                List.of(),
                HostCatalog.of(List.of(Host.assemble(host(), Settings.NONE))),
                LogConfiguration.DEFAULT,
                null,
                null);
    }

    private HostDefinition host() {
        return new HostDefinition(
                1,
                List.of(domain),
                key.reveal(),
                true,
                Sourced.from(
                        Level.BUILT_IN,
                        List.of(
                                dimension("desktop", 1, 1920, 1080, DESKTOP_UA, DESKTOP_BOTS),
                                dimension("mobile", 2, 390, 844, MOBILE_UA, MOBILE_BOTS))),
                Sourced.from(Level.BUILT_IN, new UnmatchedDimension.Use(Dimension.BYPASS_NAME)),
                Sourced.from(Level.BUILT_IN, List.of("X-Forwarded-For", "X-Real-IP")),
                settings(),
                List.of());
    }

    private static Dimension dimension(
            String name, int id, int width, int height, String renderUserAgent, List<String> bots) {
        List<Pattern> patterns = switch (BotAliases.expand(bots)) {
            case BotAliases.Expanded(List<String> texts) ->
                texts.stream().map(Pattern::parse).toList();
            case BotAliases.Unknown unknown -> throw new IllegalStateException(unknown.toString());
        };
        return new Dimension(name, id, DimensionAction.RENDER, width, height, renderUserAgent, patterns);
    }

    private static Settings settings() {
        Settings.Cache cache = new Settings.Cache(
                Duration.ofDays(1), Set.of(), new ExpiredPolicy.ServeStale(Duration.ofDays(7)), null);
        return new Settings(
                new Settings.Render(
                        Duration.ofSeconds(20), cache, Settings.Events.NONE, List.of(), List.of(), null, null, null),
                Settings.NONE.bypass(),
                Settings.NONE.tracking(),
                Settings.NONE.botHits(),
                Settings.NONE.sharding(),
                Settings.NONE.headers());
    }

    private static ChromeConfiguration chrome() {
        return new ChromeConfiguration(
                TABS, "about:blank", Duration.ofSeconds(10), 100, Duration.ofMinutes(60), Duration.ofSeconds(50));
    }
}
