package edgecomet.bootstrap.role;

import edgecomet.adapters.chrome.ChromeBrowser;
import edgecomet.adapters.chrome.ChromeSettings;
import edgecomet.adapters.chrome.process.BrowserStartException;
import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.egress.EgressProxy;
import edgecomet.application.configuration.ChromeConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** The browsers, wherever pages are rendered. */
@Factory
@Requires(beans = ChromeConfiguration.class)
class ChromeFactory {

    /** Where the browsers keep their profiles. */
    private static final Path WORK_DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"), "edgecomet-chrome");

    ChromeFactory() {}

    @Singleton
    @Bean(preDestroy = "close")
    EgressProxy egress() {
        try {
            return EgressProxy.open(AddressResolver.SYSTEM, AddressPolicy.PUBLIC_ONLY);
        } catch (IOException e) {
            throw new StartupException("cannot open the way out of the browsers: " + e.getMessage(), e);
        }
    }

    @Singleton
    @Bean(preDestroy = "close")
    ChromeBrowser browser(ChromeConfiguration chrome, RendererIdentity identity, EgressProxy egress) {
        ChromeSettings settings = new ChromeSettings(
                chrome.poolSize(),
                chrome.warmupUrl(),
                chrome.warmupTimeout(),
                chrome.restartAfterCount(),
                chrome.restartAfterTime(),
                chrome.maxTimeout(),
                identity.serviceId(),
                WORK_DIRECTORY,
                egress.url(),
                null);
        try {
            return ChromeBrowser.start(settings);
        } catch (BrowserStartException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}
