package edgecomet.adapters.chrome.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A browser as a group of processes that cannot outlive its owner.
 *
 * <p>The browser runs in a session of its own ({@code setsid}) under a shell that does three things. It waits for the
 * browser and, when that ends, kills what is left of the group: renderers and zygotes survive the death of their parent
 * otherwise. It holds the other end of a pipe, the <em>life line</em>: when the pipe closes it kills the whole group,
 * and the kernel closes it however this JVM ends, {@code SIGKILL} included. And it passes on the signals whose names
 * the owner writes to it, to end politely or to go on. So killing needs no native call, no process number that may have
 * been reused, and no walk over descendants, which misses those whose parent has died. A parent-death signal ({@code
 * prctl}) would not do: it follows the <em>thread</em> that forked, and virtual threads fork on carriers that come and
 * go.
 */
public final class ChromiumProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChromiumProcess.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final int OUTPUT_LINES_KEPT = 15;

    /** Descriptor 3 is the life line; the browser itself must not hold it. */
    private static final String GUARD = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            browser=$!
            exec >/dev/null 2>&1
            trap '' TERM
            { while read -r signal <&3; do kill -"$signal" 0; done; kill -KILL 0; } &
            exec 3<&-
            wait $browser
            kill -KILL 0
            """;

    private final Process guard;
    private final CompletableFuture<Void> ended;
    private final OutputStream lifeLine;
    private final CompletableFuture<URI> devTools = new CompletableFuture<>();
    private final Deque<String> lastOutput = new ArrayDeque<>();

    private ChromiumProcess(Process guard) {
        this.guard = guard;
        this.ended = guard.onExit().thenAcceptAsync(ChromiumProcess::awaitRest, Thread::startVirtualThread);
        this.lifeLine = guard.getOutputStream();
        Thread.ofVirtual().name("browser-output-" + guard.pid()).start(this::drain);
    }

    /**
     * Starts a browser; blocks until it listens.
     *
     * @throws BrowserStartException if it does not within 20 s, with what it said; nothing is left running then
     */
    public static ChromiumProcess start(Path binary, Path profile) throws BrowserStartException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "edgecomet-browser"));
        command.add(binary.toString());
        command.addAll(ChromiumFlags.of(profile, !runsUnsandboxed()));
        ChromiumProcess browser;
        try {
            browser = new ChromiumProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new BrowserStartException(
                    "cannot start " + binary + " (setsid of util-linux and sh are needed): " + e.getMessage());
        }
        browser.awaitAnnouncement(binary);
        return browser;
    }

    /** Returns whether browsers run without their sandbox because the user is root, which Chromium refuses to sandbox. */
    public static boolean runsUnsandboxed() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void awaitAnnouncement(Path binary) throws BrowserStartException {
        String problem;
        try {
            devTools.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return;
        } catch (TimeoutException e) {
            problem = "did not listen within " + START_LIMIT.toSeconds() + " s";
        } catch (ExecutionException e) {
            problem = "ended at once";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "was not waited for";
        }
        kill();
        throw new BrowserStartException(binary + " " + problem + "; it said: " + said());
    }

    /** Returns the address of the browser's own DevTools endpoint. */
    public URI devTools() {
        return devTools.join();
    }

    /** Returns the process whose end is the end of the whole group. */
    public long pid() {
        return guard.pid();
    }

    /** Completes when the browser has ended, and with it all of its processes. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** The others are killed with the guard and may take a little longer, in which they still write to the profile. */
    private static void awaitRest(Process guard) {
        if (!new ProcessGroup(guard.pid()).awaitEmpty(KILL_LIMIT)) {
            LOG.warn("processes of browser {} do not end", guard.pid());
        }
    }

    /** Waits for the end. */
    public boolean awaitEnd(Duration limit) {
        try {
            ended.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of browser " + pid() + " cannot be seen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks every process of the group to end ({@code SIGTERM}). */
    public void terminate() {
        signal("TERM");
    }

    /** Lets every stopped process of the group go on ({@code SIGCONT}); the others do not notice. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            lifeLine.write((name + '\n').getBytes(StandardCharsets.US_ASCII));
            lifeLine.flush();
        } catch (IOException e) {
            LOG.debug("browser {} has already ended", pid());
        }
    }

    /** Kills the whole group and waits until it has gone. */
    public void kill() {
        try {
            lifeLine.close();
        } catch (IOException e) {
            LOG.debug("browser {} has already ended", pid());
        }
        if (!awaitEnd(KILL_LIMIT)) {
            LOG.warn("browser {} survived the kill of its group: killing its processes one by one", pid());
            guard.descendants().forEach(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();
        }
    }

    /** Reads until the browser ends: an output pipe that nobody empties would block it. */
    private void drain() {
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
                if (line.startsWith(ANNOUNCEMENT)) {
                    devTools.complete(
                            URI.create(line.substring(ANNOUNCEMENT.length()).strip()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("output of browser {} ended: {}", pid(), e.getMessage());
        }
        devTools.completeExceptionally(new IOException("the browser has ended"));
    }

    private void keep(String line) {
        LOG.trace("browser {}: {}", pid(), line);
        synchronized (lastOutput) {
            lastOutput.addLast(line);
            if (lastOutput.size() > OUTPUT_LINES_KEPT) {
                lastOutput.removeFirst();
            }
        }
    }

    private String said() {
        synchronized (lastOutput) {
            return lastOutput.isEmpty() ? "nothing" : String.join(" | ", lastOutput);
        }
    }
}
