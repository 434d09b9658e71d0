package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Pages that a gateway fetches and stores as fast as it can, and what it answers for them later. */
final class WrittenPages {

    private static final int WRITERS = 8;
    private static final int LONGEST_BODY = 200_000;

    private final AtomicInteger pages = new AtomicInteger();
    private final ScriptedSite site;
    private final Supplier<Visitor> bot;
    private final Random random;

    WrittenPages(ScriptedSite site, Supplier<Visitor> bot, Random random) {
        this.site = site;
        this.bot = bot;
        this.random = random;
    }

    /** Lets the site have one page more, which says where it ends, and returns its path. */
    String newPage(int length) {
        String path = "/page/" + pages.incrementAndGet() + "/" + length;
        site.replies(path, Reply.bytes("text/html", body(path)));
        return path;
    }

    /** Returns the page of a path: as long as its last number says, and different in each place. */
    static String body(String path) {
        Random letters = new Random(path.hashCode());
        int length = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        StringBuilder text = new StringBuilder(length + path.length());
        text.append(path).append('\n');
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + letters.nextInt(26)));
        }
        return text.append(path).toString();
    }

    /** Asks for each page, and names those whose body is not theirs or that come from none of the sources. */
    List<String> wrongAnswers(Iterable<String> paths, String... sources) throws InterruptedException {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<String> all = new ArrayList<>();
        paths.forEach(all::add);
        inParallel(all, path -> {
            Answer answer = bot.get().asks(site.url(path));
            String source = answer.header("X-Render-Source");
            if (!answer.body().equals(body(path))) {
                wrong.add(path + " is another page: "
                        + answer.response().headers().map());
            } else if (!List.of(sources).contains(source)) {
                wrong.add(path + " is from " + source);
            }
        });
        return List.copyOf(wrong);
    }

    /** What to do with one of many. */
    interface Step<T> {
        void take(T item);
    }

    static <T> void inParallel(List<T> items, Step<T> step) throws InterruptedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(items);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (T item = left.poll(); item != null; item = left.poll()) {
                        step.take(item);
                    }
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
    }

    /** Writers that go on until the gateway has gone. */
    final class Load {
        private final List<Thread> threads = new ArrayList<>();
        private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        private volatile boolean stopped;

        Load() {
            for (int i = 0; i < WRITERS; i++) {
                int length = random.nextInt(LONGEST_BODY);
                threads.add(Thread.ofVirtual().start(() -> write(length)));
            }
        }

        private void write(int length) {
            while (!stopped) {
                String path = newPage(length);
                try {
                    if (bot.get().asks(site.url(path)).response().statusCode() == 200) {
                        acknowledged.put(path, System.nanoTime());
                    }
                } catch (UncheckedIOException e) {
                    return; // killed in the middle
                }
            }
        }

        /** Waits for the writers, whose gateway has gone. */
        void stop() {
            stopped = true;
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        /** Returns the paths that were answered, and when. */
        Map<String, Long> acknowledged() {
            return Map.copyOf(acknowledged);
        }
    }
}
