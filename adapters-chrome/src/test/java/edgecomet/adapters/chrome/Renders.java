package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.fail;

import edgecomet.application.port.Browser;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Deadline;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What tests ask of a browser, and what they expect. */
final class Renders {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Renders() {}

    static ChromeSettings settings(Path workDirectory, int tabs) {
        return settings(workDirectory, tabs, null);
    }

    static ChromeSettings settings(Path workDirectory, int tabs, @Nullable Path binary) {
        return new ChromeSettings(
                tabs,
                "",
                Duration.ofSeconds(5),
                1000,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                "renderer-under-test",
                workDirectory,
                null,
                binary);
    }

    /** Both browsers are tested, always: on a machine without one of them this fails and says what to install. */
    static Path installed(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> fail(name + " is needed by this test: apt-get install " + name));
    }

    /** A request with limits that no healthy page comes near. */
    static RenderRequest request(String url) {
        return request(url, Duration.ofSeconds(10), "networkIdle", Duration.ZERO);
    }

    static RenderRequest request(String url, Duration timeout, String waitFor, Duration extraWait) {
        return request(url, timeout, waitFor, extraWait, List.of(), List.of(), Headers.EMPTY);
    }

    /** A request for a page as it is when it has settled. */
    static RenderRequest settled(String url, Duration timeout, AwaitedContent content) {
        return with(request(url, timeout, "settled", Duration.ZERO), content, Serialization.FAITHFUL);
    }

    static RenderRequest request(
            String url,
            Duration timeout,
            String waitFor,
            Duration extraWait,
            List<String> blockedPatterns,
            List<String> blockedTypes,
            Headers headers) {
        return new RenderRequest(
                "test",
                url,
                new Viewport(1280, 800),
                "TestBot/1.0",
                timeout,
                waitFor,
                extraWait,
                blockedPatterns,
                blockedTypes,
                false,
                false,
                headers,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
    }

    static RenderRequest serialized(RenderRequest request, Serialization serialization) {
        return with(request, request.awaitedContent(), serialization);
    }

    private static RenderRequest with(RenderRequest request, AwaitedContent content, Serialization serialization) {
        return new RenderRequest(
                request.requestId(),
                request.url(),
                request.viewport(),
                request.userAgent(),
                request.timeout(),
                request.waitFor(),
                request.extraWait(),
                request.blockedPatterns(),
                request.blockedResourceTypes(),
                request.includeHar(),
                request.publicOnly(),
                request.headers(),
                request.stripScripts(),
                content,
                serialization);
    }

    static CapturedPage captured(Browser browser, RenderRequest request) {
        return captured(browser, request, PATIENCE);
    }

    static CapturedPage captured(Browser browser, RenderRequest request, Duration patience) {
        return switch (browser.capture(request, Deadline.after(patience))) {
            case Capture.Captured(CapturedPage page) -> page;
            case Capture.Failed(RenderError error, String message, var _) -> fail(error + ": " + message);
        };
    }

    static RenderError failure(Browser browser, RenderRequest request, Duration patience) {
        return switch (browser.capture(request, Deadline.after(patience))) {
            case Capture.Captured(CapturedPage page) -> fail("captured: " + page);
            case Capture.Failed(RenderError error, String message, var _) -> error;
        };
    }

    static void eventually(String what, BooleanSupplier condition) {
        Deadline limit = Deadline.after(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (limit.isSpent()) {
                fail("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static boolean isEmpty(Path directory) {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
