package edgecomet.adapters.chrome;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to run the browsers.
 *
 * @param poolSize renders at a time; 0 for as many as the memory allows (spec 05 §1, {@code auto})
 * @param warmupUrl the page that a new browser opens first; empty for none
 * @param warmupTimeout how long that may take
 * @param restartAfterCount renders for each tab of a browser after which the browser is replaced
 * @param restartAfterTime age at which a browser is replaced
 * @param maxTimeout hard limit of a render
 * @param serviceId value of the {@code X-Edge-Render} header
 * @param workDirectory where browsers keep their profiles; several services may share it
 * @param guard URL of the proxy by which pages go out that may reach public addresses only; null where there is none
 * @param binary the browser to run; null for the first known one that is installed
 */
public record ChromeSettings(
        int poolSize,
        String warmupUrl,
        Duration warmupTimeout,
        int restartAfterCount,
        Duration restartAfterTime,
        Duration maxTimeout,
        String serviceId,
        Path workDirectory,
        @Nullable String guard,
        @Nullable Path binary) {}
