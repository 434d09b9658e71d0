package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.chrome.process.BrowserStartException;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Browser.Pool;
import edgecomet.application.port.Deadline;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Browsers die, hang, age and are short; renders should hardly notice, and nothing may be left behind. */
@Timeout(value = 60, unit = SECONDS)
@Execution(ExecutionMode.CONCURRENT)
class PoolTest {
    private static final Duration LONG = Duration.ofSeconds(14);

    @TempDir
    private Path directory;

    private final OriginSite site = new OriginSite().html("/", "<p>mark</p>").silent("/silent");

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aKilledBrowserFailsItsRenderAndThePoolRecovers() throws Exception {
        try (ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 2))) {
            CompletableFuture<Capture> render = inBackground(browser, "/silent");
            Renders.eventually(
                    "the origin is asked", () -> !site.requests("/silent").isEmpty());

            BrowserProcesses.main(directory).forEach(ProcessHandle::destroyForcibly);

            assertEquals(RenderError.CHROME_CRASH, ((Capture.Failed) render.get(5, SECONDS)).error());
            rendersAgain(browser);
        }
    }

    @Test
    void aKilledRendererProcessFailsItsRenderAndThePoolRecovers() throws Exception {
        try (ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 1))) {
            site.html("/slow", "<p>mark</p><img src=/silent>");
            CompletableFuture<Capture> render = inBackground(browser, "/slow");
            Renders.eventually(
                    "the image is asked for", () -> !site.requests("/silent").isEmpty());

            List<ProcessHandle> renderers = BrowserProcesses.renderers(directory);
            assertFalse(renderers.isEmpty());
            renderers.forEach(ProcessHandle::destroyForcibly);

            assertEquals(RenderError.CHROME_CRASH, ((Capture.Failed) render.get(5, SECONDS)).error());
            rendersAgain(browser);
        }
    }

    @Test
    void aStoppedBrowserIsKilledAndReplaced() throws Exception {
        try (ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 1))) {
            assertTrue(Renders.captured(browser, loaded("/")).html().contains("mark"));
            List<ProcessHandle> stopped = BrowserProcesses.main(directory);
            stopped.forEach(BrowserProcesses::stop);

            rendersAgain(browser);

            Renders.eventually(
                    "the stopped browser has gone", () -> stopped.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void stoppedRenderersGoOnOrGo() throws Exception {
        try (ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 2))) {
            assertTrue(Renders.captured(browser, loaded("/")).html().contains("mark"));
            Renders.eventually("both tabs are ready", () -> browser.pool().available() == 2);
            List<ProcessHandle> stopped = BrowserProcesses.renderers(directory);
            assertFalse(stopped.isEmpty());
            stopped.forEach(BrowserProcesses::stop);

            rendersAgain(browser);

            Renders.eventually(
                    "no renderer stays stopped", () -> stopped.stream().noneMatch(BrowserProcesses::isStopped));
        }
    }

    @Test
    void whenEveryTabIsInUseARenderWaitsABoundedTime() throws Exception {
        try (ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 2))) {
            List<CompletableFuture<Capture>> busy =
                    List.of(inBackground(browser, "/silent", LONG), inBackground(browser, "/silent", LONG));
            Renders.eventually(
                    "both tabs are in use", () -> site.requests("/silent").size() == 2);

            assertEquals(new Pool(2, 2, 0, 0), browser.pool());
            assertEquals(0, browser.pool().available());
            CompletableFuture<Capture> third = inBackground(browser, "/", LONG);
            Renders.eventually("the third one waits", () -> browser.pool().equals(new Pool(2, 2, 1, 0)));
            assertEquals(RenderError.POOL_UNAVAILABLE, ((Capture.Failed) third.get(20, SECONDS)).error());
            for (CompletableFuture<Capture> render : busy) {
                assertEquals(RenderError.HARD_TIMEOUT, ((Capture.Failed) render.get(20, SECONDS)).error());
            }
            assertTrue(Renders.captured(browser, loaded("/")).html().contains("mark"));
            assertEquals(0, browser.pool().active());
            assertEquals(0, browser.pool().waiting());
        }
    }

    @Test
    void aPlannedRestartFailsNoRender() throws Exception {
        ChromeSettings plain = Renders.settings(directory, 2);
        ChromeSettings restless = new ChromeSettings(
                2,
                site.url("/"),
                Duration.ofSeconds(5),
                3,
                plain.restartAfterTime(),
                plain.maxTimeout(),
                "id",
                directory,
                null,
                null);
        try (ChromeBrowser browser = ChromeBrowser.start(restless)) {
            Set<String> browsers = new HashSet<>();
            List<Capture> failures = new ArrayList<>();
            Renders.eventually("a second browser has rendered", () -> {
                Capture capture = browser.capture(loaded("/"), Deadline.after(Duration.ofSeconds(10)));
                switch (capture) {
                    case Capture.Captured captured ->
                        browsers.add(captured.page().report().browserId());
                    case Capture.Failed failed -> failures.add(failed);
                }
                return browsers.size() >= 2;
            });
            assertEquals(List.of(), failures);
            assertTrue(browser.pool().restarts() >= 1);
            Renders.eventually(
                    "retired browsers have gone",
                    () -> BrowserProcesses.main(directory).size() <= 2);
        }
    }

    @Test
    void closingLeavesNoProcessAndNoFile() throws Exception {
        ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 4));
        Renders.captured(browser, loaded("/"));
        List<ProcessHandle> processes = BrowserProcesses.all(directory);
        assertFalse(processes.isEmpty());

        browser.close();

        assertTrue(Renders.isEmpty(directory));
        // Killed processes vanish when whoever inherited them has taken note.
        Renders.eventually("no process is left", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(RenderError.POOL_UNAVAILABLE, Renders.failure(browser, loaded("/"), Duration.ofSeconds(5)));
    }

    @Test
    void aRunningRenderIsFinishedBeforeThePoolCloses() throws Exception {
        site.html("/slow", "<p>mark</p><script>setTimeout(() => fetch('/'), 300)</script>");
        ChromeBrowser browser = ChromeBrowser.start(Renders.settings(directory, 1));
        CompletableFuture<Capture> render = inBackground(browser, "/slow");
        Renders.eventually("the render runs", () -> !site.requests("/slow").isEmpty());

        browser.close();

        assertTrue(render.get(1, SECONDS) instanceof Capture.Captured, render.toString());
    }

    @Test
    void whatAKilledServiceLeftIsRemovedAtTheNextStart() throws Exception {
        Path orphan = Files.createDirectory(directory.resolve("pool-orphan"));
        Path profile = Files.createDirectory(orphan.resolve("profile-1"));
        Files.writeString(profile.resolve("Cookies"), "x");
        Files.createFile(directory.resolve("pool-orphan.lock"));
        Process left =
                new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", "--user-data-dir=" + profile).start();

        ChromeBrowser.start(Renders.settings(directory, 1)).close();

        assertTrue(left.waitFor(5, SECONDS));
        assertTrue(Renders.isEmpty(directory));
    }

    @Test
    void anotherServiceInTheSameDirectoryIsLeftAlone() throws Exception {
        try (ChromeBrowser first = ChromeBrowser.start(Renders.settings(directory, 1))) {
            ChromeBrowser.start(Renders.settings(directory, 1)).close();

            assertTrue(Renders.captured(first, loaded("/")).html().contains("mark"));
        }
    }

    @Test
    void browsersDoNotOutliveAKilledService() throws Exception {
        Process service = KilledService.start(directory);
        List<ProcessHandle> browsers = BrowserProcesses.all(directory);
        assertFalse(browsers.isEmpty());

        service.destroyForcibly();

        Renders.eventually("no browser is left", () -> browsers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aMissingBrowserIsNamedWithWhatToInstall() {
        BrowserStartException failure = assertThrows(
                BrowserStartException.class,
                () -> ChromeBrowser.start(Renders.settings(directory, 1, Path.of("/no/such/browser"))));

        assertTrue(failure.getMessage().contains("apt-get install"), failure.getMessage());
    }

    @Test
    void aBrowserThatEndsAtOnceIsReportedWithWhatItSaid() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken"), "#!/bin/sh\necho no display\nexit 1\n");
        assertTrue(broken.toFile().setExecutable(true));
        Path work = directory.resolve("work");

        BrowserStartException failure =
                assertThrows(BrowserStartException.class, () -> ChromeBrowser.start(Renders.settings(work, 1, broken)));

        assertTrue(failure.getMessage().contains("no display"), failure.getMessage());
        assertTrue(Renders.isEmpty(work));
    }

    /** A render waits 5 s for a tab; how long a new browser needs to start is the machine's affair. */
    private void rendersAgain(ChromeBrowser browser) {
        Renders.eventually(
                "a render works again",
                () -> browser.capture(loaded("/"), Deadline.after(Duration.ofSeconds(10)))
                                instanceof Capture.Captured captured
                        && captured.page().html().contains("mark"));
    }

    private CompletableFuture<Capture> inBackground(ChromeBrowser browser, String path) {
        return inBackground(browser, path, Duration.ofSeconds(8));
    }

    private CompletableFuture<Capture> inBackground(ChromeBrowser browser, String path, Duration limit) {
        RenderRequest request = Renders.request(site.url(path));
        return CompletableFuture.supplyAsync(
                () -> browser.capture(request, Deadline.after(limit)), Thread::startVirtualThread);
    }

    private RenderRequest loaded(String path) {
        return Renders.request(site.url(path), Duration.ofSeconds(5), "load", Duration.ZERO);
    }
}
