package edgecomet.application.configuration;

import java.time.Duration;

/**
 * The browsers of a render service ({@code chrome.*}, spec 05 §1).
 *
 * @param poolSize tabs; 0 for as many as the memory allows ({@code auto})
 * @param warmupUrl the page that a new browser opens first
 * @param restartAfterCount renders after which a browser is replaced
 * @param restartAfterTime age at which a browser is replaced
 * @param maxTimeout hard limit of a render
 */
public record ChromeConfiguration(
        int poolSize,
        String warmupUrl,
        Duration warmupTimeout,
        int restartAfterCount,
        Duration restartAfterTime,
        Duration maxTimeout) {}
