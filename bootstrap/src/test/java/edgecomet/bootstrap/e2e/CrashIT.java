package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway is killed while it stores pages, and its files are damaged behind its back: what it answers afterwards is
 * right, byte for byte (spec 03 §5, §18). The pages are the site's own, because those come by the hundred a second; a
 * rendered page is stored by the same code.
 *
 * <p>{@code -Dedgecomet.crashes=200} crashes more often than there is time for in each build.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

    private static final int CRASHES = Integer.getInteger("edgecomet.crashes", 6);
    private static final int WRITERS = 8;
    private static final int LONGEST_BODY = 200_000;
    private static final int LONGEST_LOAD_MILLIS = 500;
    private static final int DAMAGED_FILES = 2_000;

    @TempDir
    static Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicInteger pages = new AtomicInteger();
    private Stage stage;
    private ScriptedSite site;

    @BeforeAll
    void start() {
        stage = Stage.withGateway(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 30s}
                bypass: {timeout: 10s, ssrf_protection: false, cache: {enabled: true, ttl: 1h, status_codes: [200]}}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 10s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "*", action: bypass}
                """);
        site = stage.site();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void what_was_acknowledged_before_a_crash_is_served_byte_for_byte_after_it() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            Load load = new Load(acknowledged);
            LockSupport.parkNanos(random.nextLong(LONGEST_LOAD_MILLIS * 1_000_000L));
            stage.crash(load::stop);
        }
        assertTrue(acknowledged.size() > CRASHES, () -> "too little was written: " + acknowledged.size());
        assertEquals(List.of(), wrongAnswers(acknowledged, "bypass_cache"), () -> "seed " + seed);
        eventually("no unfinished file is left", () -> files(".tmp").isEmpty());
    }

    @Test
    void a_file_that_was_damaged_is_fetched_anew() throws Exception {
        Map<String, String> known = new ConcurrentHashMap<>();
        inParallel(IntStream.range(0, DAMAGED_FILES).boxed().toList(), number -> {
            String path = newPage(100 + number);
            stage.bot().asks(site.url(path)).is(200);
            known.put(path, body(path));
        });
        List<Path> files = files(".html");
        assertTrue(files.size() >= DAMAGED_FILES, () -> files.size() + " files");
        for (Path file : files) {
            damage(file);
        }
        // Pages that are asked for most are in memory, and right; a new process has none there.
        stage.crash(() -> {});

        assertEquals(List.of(), wrongAnswers(known, "bypass"), () -> "seed " + seed);
        assertEquals(List.of(), wrongAnswers(known, "bypass_cache"), () -> "seed " + seed);
    }

    private void damage(Path file) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(file);
            case 1 -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(random.nextLong(channel.size()));
                }
            }
            case 2 -> Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            default -> Files.writeString(file, "something else");
        }
    }

    /** Asks for each page, and names those whose body is not theirs or that come from elsewhere. */
    private List<String> wrongAnswers(Map<String, String> known, String source) throws InterruptedException {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        inParallel(List.copyOf(known.keySet()), path -> {
            Answer answer = stage.bot().asks(site.url(path));
            if (!answer.body().equals(known.get(path))) {
                wrong.add(path + " is another page: "
                        + answer.response().headers().map());
            } else if (!answer.header("X-Render-Source").equals(source)) {
                wrong.add(path + " is from " + answer.header("X-Render-Source"));
            }
        });
        return List.copyOf(wrong);
    }

    private interface Step<T> {
        void take(T item);
    }

    private static <T> void inParallel(List<T> items, Step<T> step) throws InterruptedException {
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
    private final class Load {
        private final List<Thread> threads = new ArrayList<>();
        private final Map<String, String> acknowledged;
        private volatile boolean stopped;

        Load(Map<String, String> acknowledged) {
            this.acknowledged = acknowledged;
            for (int i = 0; i < WRITERS; i++) {
                int length = random.nextInt(LONGEST_BODY);
                threads.add(Thread.ofVirtual().start(() -> write(length)));
            }
        }

        private void write(int length) {
            while (!stopped) {
                String path = newPage(length);
                try {
                    if (stage.bot().asks(site.url(path)).response().statusCode() == 200) {
                        acknowledged.put(path, body(path));
                    }
                } catch (UncheckedIOException e) {
                    return; // killed in the middle
                }
            }
        }

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
    }

    /** Lets the site have one page more, which says where it ends. */
    private String newPage(int length) {
        String path = "/page/" + pages.incrementAndGet() + "/" + length;
        site.replies(path, Reply.bytes("text/html", body(path)));
        return path;
    }

    /** Returns the page of a path: as long as its last number says, and different in each place. */
    private static String body(String path) {
        Random letters = new Random(path.hashCode());
        int length = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        StringBuilder text = new StringBuilder(length + path.length());
        text.append(path).append('\n');
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + letters.nextInt(26)));
        }
        return text.append(path).toString();
    }

    private List<Path> files(String part) {
        try (Stream<Path> all = Files.walk(stage.cache())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains(part))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
