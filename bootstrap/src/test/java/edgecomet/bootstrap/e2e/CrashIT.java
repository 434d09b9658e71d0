package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int LONGEST_LOAD_MILLIS = 500;
    private static final int DAMAGED_FILES = 2_000;

    @TempDir
    static Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private Stage stage;
    private ScriptedSite site;
    private WrittenPages pages;

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
        pages = new WrittenPages(site, stage::bot, random);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void what_was_acknowledged_before_a_crash_is_served_byte_for_byte_after_it() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            WrittenPages.Load load = pages.new Load();
            eventually("something is written", () -> !load.acknowledged().isEmpty());
            LockSupport.parkNanos(random.nextLong(LONGEST_LOAD_MILLIS * 1_000_000L));
            stage.crash(load::stop);
            acknowledged.addAll(load.acknowledged().keySet());
        }
        assertEquals(List.of(), pages.wrongAnswers(acknowledged, "bypass_cache"), () -> "seed " + seed);
        eventually("no unfinished file is left", () -> files(".tmp").isEmpty());
    }

    @Test
    void a_file_that_was_damaged_is_fetched_anew() throws Exception {
        Set<String> known = ConcurrentHashMap.newKeySet();
        WrittenPages.inParallel(IntStream.range(0, DAMAGED_FILES).boxed().toList(), number -> {
            String path = pages.newPage(100 + number);
            stage.bot().asks(site.url(path)).is(200);
            known.add(path);
        });
        List<Path> files = files(".html");
        assertTrue(files.size() >= DAMAGED_FILES, () -> files.size() + " files");
        for (Path file : files) {
            damage(file);
        }
        // Pages that are asked for most are in memory, and right; a new process has none there.
        stage.crash(() -> {});

        assertEquals(List.of(), pages.wrongAnswers(known, "bypass"), () -> "seed " + seed);
        assertEquals(List.of(), pages.wrongAnswers(known, "bypass_cache"), () -> "seed " + seed);
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
