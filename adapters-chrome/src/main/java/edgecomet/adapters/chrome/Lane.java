package edgecomet.adapters.chrome;

import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.instance.Chromium;
import edgecomet.adapters.chrome.instance.Tab;
import edgecomet.adapters.chrome.process.BrowserStartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for one browser and its share of the pool's tabs.
 *
 * <p>The lane keeps {@code capacity} tabs in existence: being prepared, ready, or in use. Renders take ready tabs from
 * the queue that all lanes fill, so a tab whose browser is in trouble is simply not there to be taken. After a render
 * its tab is thrown away and the next one prepared, in the background.
 *
 * <p>One supervising thread replaces the browser, never a render. When a browser is <em>due</em> by count or age, its
 * successor is started and warmed up first; then the ready tabs are exchanged one by one, the renders still running in
 * the old browser finish there, and with the last of them it is stopped. When a browser has <em>gone</em>, or does not
 * answer a probe and is killed, its ready tabs are withdrawn and a new browser is started, with growing pauses between
 * attempts as long as that fails.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int capacity;
    private final Launcher launcher;
    private final BlockingQueue<Tab> ready;
    private final ExecutorService background;
    private final int restartAfterTabs;
    private final Duration restartAfterTime;
    private final Duration retirementLimit;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition attention = lock.newCondition();
    private final List<Chromium> retiring = new ArrayList<>();
    private final List<Tab> existing = new ArrayList<>();
    private @Nullable Chromium current;
    private int preparing;
    private boolean attentionWanted;
    private boolean stopped;

    /** Starts browsers for lanes. */
    interface Launcher {
        Chromium launch() throws BrowserStartException;

        /** Lets a browser open its first page; bounded, and a failure is only logged. */
        void warmUp(Chromium browser);

        /** Opens a tab of the kind that renders want at present. */
        Tab openTab(Chromium browser);
    }

    Lane(
            int capacity,
            ChromeSettings settings,
            Launcher launcher,
            BlockingQueue<Tab> ready,
            ExecutorService background) {
        this.capacity = capacity;
        this.launcher = launcher;
        this.ready = ready;
        this.background = background;
        this.restartAfterTabs = Math.multiplyExact(settings.restartAfterCount(), capacity);
        this.restartAfterTime = settings.restartAfterTime();
        this.retirementLimit = settings.maxTimeout().plus(PROBE_LIMIT);
    }

    /** Starts the first browser; its tabs become ready soon after. */
    void start() throws BrowserStartException {
        openFresh();
        background.execute(this::supervise);
    }

    /** Renders need not wait for the warm-up of a browser that has no predecessor. */
    private void openFresh() throws BrowserStartException {
        Chromium fresh = launcher.launch();
        install(fresh);
        if (fresh.isRunning()) {
            background.execute(() -> launcher.warmUp(fresh));
        }
    }

    /** Returns whether a tab is of this lane. */
    boolean owns(Tab tab) {
        lock.lock();
        try {
            return existing.contains(tab);
        } finally {
            lock.unlock();
        }
    }

    /** Throws away a tab that has been taken from the queue and sees to its successor, in the background. */
    void release(Tab tab) {
        if (isStopped()) {
            tab.dispose();
            return;
        }
        background.execute(() -> {
            tab.dispose();
            forget(tab);
            topUp();
            stopIdleRetired();
        });
    }

    /** Has the browser probed now rather than at the next turn. */
    void suspect() {
        lock.lock();
        try {
            attentionWanted = true;
            attention.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops supervising and every browser; blocks until they have gone. */
    void stop() {
        List<Chromium> browsers = new ArrayList<>();
        lock.lock();
        try {
            stopped = true;
            attention.signalAll();
            browsers.addAll(retiring);
            if (current != null) {
                browsers.add(current);
            }
            current = null;
        } finally {
            lock.unlock();
        }
        browsers.forEach(Chromium::stop);
        ready.stream().filter(this::owns).forEach(Tab::dispose);
    }

    private void supervise() {
        while (awaitTurn()) {
            try {
                examine();
            } catch (RuntimeException e) {
                // Without its supervisor a lane would never recover: better a turn lost than the lane.
                LOG.error("supervision of a browser failed, trying again", e);
            }
        }
    }

    private void examine() {
        Chromium browser = current();
        if (browser == null || !browser.isRunning()) {
            recover();
        } else if (isDue(browser)) {
            replace(browser);
        } else if (!browser.responds(PROBE_LIMIT) && browser.isRunning()) {
            LOG.warn("{} does not answer: killing it", browser.name());
            browser.kill();
            recover();
        } else {
            browser.resume();
        }
        topUp();
    }

    /** Waits until there may be something to do; returns whether the lane goes on. */
    private boolean awaitTurn() {
        boolean goesOn = pause(PROBE_INTERVAL, () -> attentionWanted);
        lock.lock();
        try {
            attentionWanted = false;
            return goesOn;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue(Chromium browser) {
        return browser.tabsOpened() >= restartAfterTabs + capacity
                || browser.age().compareTo(restartAfterTime) >= 0;
    }

    private void recover() {
        withdraw(current());
        Duration pause = FIRST_PAUSE;
        while (!isStopped()) {
            try {
                openFresh();
                return;
            } catch (BrowserStartException e) {
                LOG.error("cannot start a browser, next attempt in {} ms: {}", pause.toMillis(), e.getMessage());
            }
            if (!pause(pause, () -> false)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void replace(Chromium old) {
        Chromium fresh;
        try {
            fresh = launcher.launch();
        } catch (BrowserStartException e) {
            LOG.error("{} stays although it is due for a restart: {}", old.name(), e.getMessage());
            return;
        }
        launcher.warmUp(fresh);
        LOG.info("{} replaces {} after {} renders", fresh.name(), old.name(), old.tabsOpened());
        lock.lock();
        try {
            retiring.add(old);
        } finally {
            lock.unlock();
        }
        install(fresh);
        exchange(old);
        background.execute(() -> awaitRetirement(old));
    }

    private void exchange(Chromium old) {
        for (Tab tab : ready) {
            if (tab.browser() == old && ready.remove(tab)) {
                release(tab);
            }
        }
        stopIdleRetired();
    }

    /** A render cannot outlast its hard limit, so neither can a retired browser outlast that. */
    private void awaitRetirement(Chromium old) {
        old.gone()
                .completeOnTimeout(null, retirementLimit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        old.stop();
        lock.lock();
        try {
            retiring.remove(old);
        } finally {
            lock.unlock();
        }
    }

    private void stopIdleRetired() {
        List<Chromium> idle;
        lock.lock();
        try {
            idle = retiring.stream()
                    .filter(browser -> existing.stream().noneMatch(tab -> tab.browser() == browser))
                    .toList();
        } finally {
            lock.unlock();
        }
        idle.forEach(browser -> background.execute(browser::stop));
    }

    /** Tabs in use are left to the renders that will find them lost. */
    private void withdraw(@Nullable Chromium gone) {
        for (Tab tab : ready) {
            if (tab.browser() == gone && ready.remove(tab)) {
                tab.dispose();
                forget(tab);
            }
        }
    }

    private void install(Chromium fresh) {
        lock.lock();
        try {
            if (!stopped) {
                current = fresh;
                var _ = fresh.gone().thenRun(this::suspect);
            }
        } finally {
            lock.unlock();
        }
        if (isStopped()) {
            fresh.stop();
        } else {
            topUp();
        }
    }

    /** Begins as many preparations as tabs are missing. */
    private void topUp() {
        lock.lock();
        try {
            Chromium browser = current;
            while (browser != null && browser.isRunning() && !stopped && existing.size() + preparing < capacity) {
                preparing++;
                background.execute(() -> prepareTab(browser));
            }
        } finally {
            lock.unlock();
        }
    }

    private void prepareTab(Chromium browser) {
        Tab tab = null;
        try {
            tab = launcher.openTab(browser);
        } catch (CdpException e) {
            LOG.warn("{} cannot open a tab: {}", browser.name(), e.getMessage());
        } finally {
            settle(browser, tab);
        }
    }

    private void settle(Chromium browser, @Nullable Tab tab) {
        boolean wanted;
        lock.lock();
        try {
            preparing--;
            wanted = tab != null && !stopped && browser == current;
            if (tab != null && wanted) {
                existing.add(tab);
                ready.add(tab);
            }
        } finally {
            lock.unlock();
        }
        if (tab == null) {
            suspect();
        } else if (!wanted) {
            tab.dispose();
            topUp();
        }
    }

    private void forget(Tab tab) {
        lock.lock();
        try {
            existing.remove(tab);
            if (current != null && isDue(current)) {
                attentionWanted = true;
                attention.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Chromium current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Pauses until told otherwise, under the lock, or stopped; returns whether to go on. */
    private boolean pause(Duration duration, BooleanSupplier enough) {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (left > 0 && !stopped && !enough.getAsBoolean()) {
                left = attention.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
