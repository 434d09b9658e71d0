package rendering;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the memory of browsers from time to time until it is closed. */
final class MemoryWatch implements AutoCloseable {
    private static final int MILLIS = 250;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    MemoryWatch(List<ProcessTree> trees, Tally tally) {
        clock.scheduleWithFixedDelay(
                () -> tally.occupied(
                        trees.stream().mapToLong(ProcessTree::descendantsPss).sum()),
                0,
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clock.close();
    }
}
