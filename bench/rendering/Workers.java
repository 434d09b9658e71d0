package rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that share a list of things to do. */
final class Workers {
    private Workers() {}

    interface Work<T> {
        void on(T item, int worker) throws Exception;
    }

    /** Blocks until all is done; the first failure of a worker is thrown. */
    static <T> void run(int count, List<T> items, Work<T> work) throws Exception {
        Queue<T> left = new ConcurrentLinkedQueue<>(items);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> workers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int worker = i;
                workers.add(threads.submit(() -> {
                    for (T item = left.poll(); item != null; item = left.poll()) {
                        work.on(item, worker);
                    }
                    return null;
                }));
            }
            for (Future<Void> worker : workers) {
                worker.get();
            }
        }
    }
}
