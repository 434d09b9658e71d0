package edgecomet.adapters.chrome.instance;

import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.process.BrowserStartException;
import edgecomet.adapters.chrome.process.ChromiumProcess;
import edgecomet.adapters.chrome.process.WorkDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.devtools.Command;
import org.openqa.selenium.devtools.v153.browser.Browser;
import org.openqa.selenium.devtools.v153.browser.model.BrowserContextID;
import org.openqa.selenium.devtools.v153.inspector.Inspector;
import org.openqa.selenium.devtools.v153.network.Network;
import org.openqa.selenium.devtools.v153.page.Page;
import org.openqa.selenium.devtools.v153.runtime.Runtime;
import org.openqa.selenium.devtools.v153.target.Target;
import org.openqa.selenium.devtools.v153.target.model.TargetID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running browser: its processes, its profile directory and the connection to it as a whole.
 *
 * <p>Safe for concurrent use. It ends in one of two ways, by itself or by {@link #stop}; either way {@link #gone}
 * completes after its processes and its directory have been removed.
 */
public final class Chromium {
    private static final Logger LOG = LoggerFactory.getLogger(Chromium.class);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
    private static final Duration DISPOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration TERMINATE_LIMIT = Duration.ofSeconds(1);
    private static final Duration REMOVE_LIMIT = Duration.ofSeconds(10);

    /** What a capture needs to hear of its page. */
    private static final Set<String> PAGE_EVENTS = Set.of(
            "Page.lifecycleEvent",
            "Page.frameNavigated",
            "Page.navigatedWithinDocument",
            "Page.frameRequestedNavigation",
            "Page.frameScheduledNavigation",
            "Page.javascriptDialogOpening",
            "Network.requestWillBeSent",
            "Network.responseReceived",
            "Network.loadingFinished",
            "Network.loadingFailed",
            "Runtime.consoleAPICalled",
            "Runtime.exceptionThrown",
            "Fetch.requestPaused",
            "Inspector.targetCrashed");

    /**
     * Questions are answered inside the page, as if they had been dismissed. A dialog costs the browser more than a
     * millisecond, and a script that asks without end gets through nearly a thousand before an order to stop reaches
     * it.
     */
    private static final String NO_DIALOGS =
            "Object.assign(window, { alert() {}, confirm() { return false }, prompt() { return null }, print() {} })";

    private final int id;
    private final String product;
    private final ChromiumProcess process;
    private final CdpConnection connection;
    private final URI address;
    private final long startedAt = System.nanoTime();
    private final AtomicInteger tabsOpened = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private Chromium(int id, String product, ChromiumProcess process, CdpConnection connection, Runnable cleanUp) {
        this.id = id;
        this.product = product;
        this.process = process;
        this.connection = connection;
        this.address = process.devTools();
        var _ = process.ended()
                .thenRunAsync(
                        () -> {
                            connection.close();
                            cleanUp.run();
                            gone.complete(null);
                        },
                        Thread::startVirtualThread);
        // A browser that has hung up is of no use, even if a process of it is still there.
        var _ = connection.closed().thenRunAsync(this::stop, Thread::startVirtualThread);
    }

    /**
     * Starts a browser; blocks until it answers.
     *
     * @param id the number by which logs and reports call it
     */
    public static Chromium start(int id, Path binary, WorkDirectory directory) throws BrowserStartException {
        Path profile = directory.newProfile();
        ChromiumProcess process;
        try {
            process = ChromiumProcess.start(binary, profile);
        } catch (BrowserStartException e) {
            directory.discard(profile);
            throw e;
        }
        try {
            CdpConnection connection = CdpConnection.open(process.devTools(), Set.of());
            String product =
                    connection.call(Browser.getVersion(), COMMAND_LIMIT).getProduct();
            LOG.info("browser chrome-{} started: {}, process {}", id, product, process.pid());
            return new Chromium(id, product, process, connection, () -> directory.discard(profile));
        } catch (CdpException e) {
            process.kill();
            directory.discard(profile);
            throw new BrowserStartException(binary + " started but does not answer: " + e.getMessage());
        }
    }

    /** Returns its name in logs and reports. */
    public String name() {
        return "chrome-" + id;
    }

    /** Returns what it calls itself, with its version. */
    public String product() {
        return product;
    }

    /** Returns how many tabs it has ever opened, one for each render. */
    public int tabsOpened() {
        return tabsOpened.get();
    }

    /** Returns how long it has been running. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** Returns whether it is there and shall stay. */
    public boolean isRunning() {
        return !stopping.get() && connection.isOpen();
    }

    /** Completes when nothing of it is left. */
    public CompletableFuture<Void> gone() {
        return gone.copy();
    }

    /** Returns whether it answers in time. */
    public boolean responds(Duration limit) {
        try {
            connection.call(Browser.getVersion(), limit);
            return true;
        } catch (CdpException e) {
            return false;
        }
    }

    /**
     * Wakes those of its processes that somebody has stopped. A browser does not notice that one of its renderers is
     * stopped, and asks it to end in vain when its page is closed.
     */
    public void resume() {
        process.resume();
    }

    /**
     * Opens a blank page in a new context, connected and listening; blocks for some tens of milliseconds.
     *
     * @param guard URL of the proxy that is the only way out of the page; null for a page that goes out by itself
     * @throws CdpException if the browser fails to
     */
    public Tab openTab(@Nullable String guard) {
        BrowserContextID context = connection.call(
                Target.createBrowserContext(
                        Optional.of(true),
                        Optional.ofNullable(guard),
                        // Without this, whatever is called localhost would not go by the proxy.
                        Optional.ofNullable(guard).map(proxy -> "<-loopback>"),
                        Optional.empty()),
                COMMAND_LIMIT);
        try {
            connection.post(Browser.setDownloadBehavior(
                    Browser.SetDownloadBehaviorBehavior.DENY,
                    Optional.of(context),
                    Optional.empty(),
                    Optional.empty()));
            TargetID target = connection.call(blankPageIn(context), COMMAND_LIMIT);
            CdpConnection page = CdpConnection.open(address.resolve("/devtools/page/" + target), PAGE_EVENTS);
            tabsOpened.incrementAndGet();
            // The id of a page's main frame is that of its target.
            Tab tab = new Tab(this, context, target.toString(), page, guard != null);
            listen(tab);
            return tab;
        } catch (CdpException e) {
            connection.post(Target.disposeBrowserContext(context));
            throw e;
        }
    }

    private static Command<TargetID> blankPageIn(BrowserContextID context) {
        return Target.createTarget(
                "about:blank",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(context),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void listen(Tab tab) {
        CdpConnection page = tab.connection();
        try {
            List<CompletableFuture<?>> replies = List.of(
                    page.send(Page.enable(Optional.empty())),
                    page.send(Page.addScriptToEvaluateOnNewDocument(
                            NO_DIALOGS, Optional.empty(), Optional.empty(), Optional.empty())),
                    page.send(Page.setLifecycleEventsEnabled(true)),
                    page.send(Network.enable(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                    page.send(Network.setBypassServiceWorker(true)),
                    page.send(Runtime.enable()),
                    page.send(Inspector.enable()));
            replies.forEach(reply -> CdpConnection.await(reply, COMMAND_LIMIT));
        } catch (CdpException e) {
            page.close();
            throw e;
        }
    }

    /** The connection goes first: a page that is torn down under a connection makes the browser report a crash. */
    void dispose(Tab tab) {
        tab.connection().close();
        if (!isRunning()) {
            return;
        }
        try {
            connection.call(Target.disposeBrowserContext(tab.context()), DISPOSE_LIMIT);
        } catch (CdpException e) {
            LOG.warn("{} did not dispose of a context: {}", name(), e.getMessage());
        }
    }

    /** Ends it: politely, then not; blocks until nothing is left, at most some 20 s. */
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            if (connection.isOpen()) {
                connection.post(Browser.close());
                if (!process.awaitEnd(CLOSE_LIMIT)) {
                    process.terminate();
                    process.awaitEnd(TERMINATE_LIMIT);
                }
            }
            process.kill();
        }
        awaitGone();
    }

    private void awaitGone() {
        boolean removed = gone().thenApply(done -> true)
                .completeOnTimeout(false, REMOVE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!removed) {
            LOG.error("{} cannot be removed: process {} does not end", name(), process.pid());
        }
    }

    /** Ends a browser that does not answer, without asking it first. */
    public void kill() {
        stopping.set(true);
        process.kill();
        awaitGone();
    }
}
