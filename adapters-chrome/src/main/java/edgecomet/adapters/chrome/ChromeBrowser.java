package edgecomet.adapters.chrome;

import edgecomet.adapters.chrome.capture.PageCapture;
import edgecomet.adapters.chrome.capture.Site;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.instance.Chromium;
import edgecomet.adapters.chrome.instance.Tab;
import edgecomet.adapters.chrome.process.BrowserStartException;
import edgecomet.adapters.chrome.process.ChromiumBinary;
import edgecomet.adapters.chrome.process.ChromiumProcess;
import edgecomet.adapters.chrome.process.WorkDirectory;
import edgecomet.application.port.Browser;
import edgecomet.application.port.Deadline;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool: a fixed number of tabs over a few browsers (spec 05 §5, with the decisions of spec 00).
 *
 * <p>Safe for concurrent use. A render takes a tab that has been prepared beforehand; if none is ready it waits a few
 * seconds and then fails with {@link RenderError#POOL_UNAVAILABLE}. A tab that proves useless before anything has been
 * sent to the origin is exchanged for another one unnoticed. Restarts and recoveries are the business of the lanes, off
 * the path of any render.
 */
public final class ChromeBrowser implements Browser, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChromeBrowser.class);

    /** A crash takes down the renders of one browser only, while a browser of its own for each tab costs three times the memory. */
    private static final int TABS_PER_BROWSER = 4;

    private static final Duration ACQUIRE_LIMIT = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private final ChromeSettings settings;
    private final Path binary;
    private final WorkDirectory directory;
    private final int size;
    private final BlockingQueue<Tab> ready = new LinkedBlockingQueue<>();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger browserNumbers = new AtomicInteger();
    private final AtomicInteger browsersStarted = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int active;

    /** What the last render wanted, and the next one most likely will: its tab is prepared so. */
    private volatile boolean guardWanted;

    private boolean closed;

    private ChromeBrowser(ChromeSettings settings, Path binary, WorkDirectory directory) {
        this.settings = settings;
        this.binary = binary;
        this.directory = directory;
        this.size = settings.poolSize() > 0 ? settings.poolSize() : PoolSize.automatic();
    }

    /**
     * Starts the pool; blocks until every browser answers. What a killed predecessor left in the work directory is
     * removed first.
     *
     * @throws BrowserStartException if a browser cannot be found or started, with what to do; nothing is left running
     */
    public static ChromeBrowser start(ChromeSettings settings) throws BrowserStartException {
        Path binary = ChromiumBinary.find(settings.binary());
        if (ChromiumProcess.runsUnsandboxed()) {
            LOG.warn(
                    "running as root: Chromium refuses its sandbox then, so pages are less contained. Use another user.");
        }
        ChromeBrowser browser = new ChromeBrowser(settings, binary, WorkDirectory.open(settings.workDirectory()));
        try {
            browser.open();
            return browser;
        } catch (BrowserStartException e) {
            browser.close();
            throw e;
        }
    }

    private void open() throws BrowserStartException {
        Lane.Launcher launcher = new Lane.Launcher() {
            @Override
            public Chromium launch() throws BrowserStartException {
                Chromium started = Chromium.start(browserNumbers.getAndIncrement(), binary, directory);
                browsersStarted.incrementAndGet();
                return started;
            }

            @Override
            public void warmUp(Chromium browser) {
                WarmUp.of(settings).open(browser);
            }

            @Override
            public Tab openTab(Chromium browser) {
                return browser.openTab(guardWanted ? settings.guard() : null);
            }
        };
        for (int first = 0; first < size; first += TABS_PER_BROWSER) {
            int capacity = Math.min(TABS_PER_BROWSER, size - first);
            Lane lane = new Lane(capacity, settings, launcher, ready, background);
            lanes.add(lane);
        }
        startTogether();
    }

    private void startTogether() throws BrowserStartException {
        List<Future<@Nullable Void>> starts = new ArrayList<>();
        for (Lane lane : lanes) {
            starts.add(background.submit(() -> {
                lane.start();
                return null;
            }));
        }
        for (Future<@Nullable Void> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof BrowserStartException known
                        ? known
                        : new BrowserStartException("cannot start the browsers: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrowserStartException("interrupted while starting the browsers");
            }
        }
    }

    @Override
    public Capture capture(RenderRequest request, Deadline deadline) {
        Optional<Site> site = Site.of(request.url());
        if (site.isEmpty()) {
            return new Capture.Failed(
                    RenderError.INVALID_URL, "only absolute http and https URLs can be rendered", null);
        }
        if (!enter()) {
            return new Capture.Failed(RenderError.POOL_UNAVAILABLE, "pool is shutting down", null);
        }
        try {
            return captureInSomeTab(request, site.get(), deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Capture.Failed(RenderError.NAVIGATION_FAILED, "the render was cancelled", null);
        } finally {
            leave();
        }
    }

    private Capture captureInSomeTab(RenderRequest request, Site site, Deadline deadline) throws InterruptedException {
        Deadline patience = Deadline.after(deadline.remaining(ACQUIRE_LIMIT));
        if (request.publicOnly() && settings.guard() == null) {
            return new Capture.Failed(
                    RenderError.POOL_UNAVAILABLE, "this service has no guarded way out for its pages", null);
        }
        guardWanted = request.publicOnly();
        while (true) {
            Tab tab = ready.poll(patience.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (tab == null) {
                return new Capture.Failed(
                        RenderError.POOL_UNAVAILABLE,
                        "no tab became free within " + ACQUIRE_LIMIT.toSeconds() + " s",
                        null);
            }
            Deadline hard = Deadline.after(deadline.remaining(settings.maxTimeout()));
            PageCapture capture = new PageCapture(tab, request, site, hard, settings.serviceId());
            try {
                boolean right = tab.guarded() == request.publicOnly();
                if (right && tab.isUsable() && isPrepared(capture, tab)) {
                    return watched(capture.run(), tab);
                }
            } finally {
                laneOf(tab).release(tab);
            }
        }
    }

    private boolean isPrepared(PageCapture capture, Tab tab) throws InterruptedException {
        try {
            capture.prepare();
            return true;
        } catch (CdpException e) {
            LOG.warn("a tab of {} is of no use: {}", tab.browser().name(), e.getMessage());
            laneOf(tab).suspect();
            return false;
        }
    }

    /** A render that ended badly says something about its browser. */
    private Capture watched(Capture capture, Tab tab) {
        if (capture instanceof Capture.Failed(RenderError error, String message, var _)
                && (error == RenderError.HARD_TIMEOUT || error == RenderError.CHROME_CRASH)) {
            LOG.warn("a render in {} failed: {}", tab.browser().name(), message);
            laneOf(tab).suspect();
        }
        return capture;
    }

    private Lane laneOf(Tab tab) {
        return lanes.stream().filter(lane -> lane.owns(tab)).findFirst().orElseThrow();
    }

    private boolean enter() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            active++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            active--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pool pool() {
        lock.lock();
        try {
            int restarts = Math.max(0, browsersStarted.get() - lanes.size());
            return new Pool(size, Math.min(active, size), Math.max(0, active - size), restarts);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses further renders, waits up to 30 s for those that run, and ends every browser; nothing is left behind, no
     * process and no file.
     */
    @Override
    public void close() {
        if (drained()) {
            LOG.debug("every render has ended");
        } else {
            LOG.warn("ending the browsers although renders are still running");
        }
        lanes.parallelStream().forEach(Lane::stop);
        background.shutdown();
        try {
            if (!background.awaitTermination(DRAIN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("some background work of the pool has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.close();
    }

    private boolean drained() {
        lock.lock();
        try {
            closed = true;
            long left = DRAIN_LIMIT.toNanos();
            while (active > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return active == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
