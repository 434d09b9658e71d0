package rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/** Strikes a browser or one of its renderers every few seconds, until it is closed. */
final class Chaos implements AutoCloseable {
    private static final int SHORTEST_PAUSE_MILLIS = 2_000;
    private static final int LONGEST_PAUSE_MILLIS = 6_000;
    private static final int REMEMBERED = 4;

    private final ProcessTree tree;
    private final ReadWriteLock strikes = new ReentrantReadWriteLock(true);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread thread;
    private final long start = System.nanoTime();

    private enum Strike {
        KILL_BROWSER("KILL", Chaos::isBrowser),
        STOP_BROWSER("STOP", Chaos::isBrowser),
        KILL_RENDERER("KILL", Chaos::isRenderer),
        STOP_RENDERER("STOP", Chaos::isRenderer),
        CRASH_RENDERER("SEGV", Chaos::isRenderer);

        private final String signal;
        private final Predicate<String> target;

        Strike(String signal, Predicate<String> target) {
            this.signal = signal;
            this.target = target;
        }
    }

    interface Work<T> {
        T run() throws InterruptedException;
    }

    Chaos(ProcessTree tree) {
        this.tree = tree;
        this.thread = Thread.ofVirtual().start(this::strikeOnAndOn);
    }

    /** Runs something during which nobody is struck; what a strike before it left behind is another matter. */
    <T> T sparing(Work<T> work) throws InterruptedException {
        strikes.readLock().lock();
        try {
            return work.run();
        } finally {
            strikes.readLock().unlock();
        }
    }

    private void strikeOnAndOn() {
        try {
            while (true) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
                strikes.writeLock().lockInterruptibly();
                try {
                    strike();
                } finally {
                    strikes.writeLock().unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void strike() {
        Strike strike = Strike.values()[ThreadLocalRandom.current().nextInt(Strike.values().length)];
        List<Long> targets = tree.entries().stream()
                .map(ProcessTree.Entry::pid)
                .filter(pid -> strike.target.test(ProcessTree.commandLine(pid)))
                .toList();
        if (!targets.isEmpty()) {
            send(strike.signal, targets.get(ThreadLocalRandom.current().nextInt(targets.size())));
            note(strike.name());
        }
    }

    private synchronized void note(String name) {
        counts.merge(name, 1, Integer::sum);
        last.addLast(name + " at " + seconds() + " s");
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    synchronized String counts() {
        return counts.toString();
    }

    synchronized String lately() {
        return " (at " + seconds() + " s; strikes: " + String.join(", ", last) + ")";
    }

    /** The browser itself: not its guard, whose command line holds it, and none of its children, which have a type. */
    private static boolean isBrowser(String commandLine) {
        String program = commandLine.split(" ", 2)[0];
        return program.contains("/lib/chromium") && commandLine.contains("--user-data-dir=") && !commandLine.contains("--type=");
    }

    private static boolean isRenderer(String commandLine) {
        return commandLine.contains("--type=renderer");
    }

    private static void send(String signal, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
