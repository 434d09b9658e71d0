package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process without Redis is killed while it stores pages: what it had acknowledged a second before is in the cache
 * again, byte for byte, and what came later is either there or fetched anew (spec 03 §5, §18). Metadata and bodies are
 * two things on the disk, of which a crash may leave one.
 *
 * <p>{@code -Dedgecomet.crashes=200} crashes more often than there is time for in each build.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneCrashIT {

    private static final int CRASHES = Integer.getInteger("edgecomet.crashes", 3);
    private static final Duration DURABLE_AFTER = Duration.ofSeconds(1);
    private static final int DURABLE_EACH = 10;
    private static final long LONGEST_LOAD_MILLIS = 500;

    @TempDir
    static Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Gateway gateway = new Gateway(FreePorts.next());
    private final ScriptedSite site = ScriptedSite.start();
    private final WrittenPages pages = new WrittenPages(site, () -> Visitor.bot(gateway), random);
    private Path configuration;
    private RunningProgram program;

    @BeforeAll
    void start() {
        ConfigurationFiles.write(directory.resolve("hosts.d/hosts.yaml"), """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 10s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "/page/*", action: bypass}
                """);
        configuration =
                ConfigurationFiles.write(directory.resolve("edgecomet.yaml"), """
                server: {listen: "127.0.0.1:%d", timeout: 30s}
                storage: {base_path: "%s"}
                bypass: {timeout: 10s, ssrf_protection: false, cache: {enabled: true, ttl: 1h, status_codes: [200]}}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                log: {level: info, console: {enabled: true}}
                hosts: {include: "hosts.d"}
                renderer: {chrome: {pool_size: 1, warmup: {url: "about:blank", timeout: 10s}, render: {max_timeout: 30s}}}
                """.formatted(gateway.port(), cache()));
        program = launch();
    }

    private static Path cache() {
        return directory.resolve("cache");
    }

    private RunningProgram launch() {
        return RunningProgram.start(directory, "edgecomet", "standalone", "-c", configuration.toString())
                .untilItSays("EdgeComet standalone started");
    }

    @AfterAll
    void stop() {
        program.close();
        site.close();
    }

    @Test
    void what_was_acknowledged_a_second_before_a_crash_is_served_byte_for_byte_after_it() throws Exception {
        Set<String> durable = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            WrittenPages.Load load = pages.new Load();
            eventually(
                    "some pages are a second old",
                    () -> load.acknowledged().values().stream()
                                    .filter(at -> System.nanoTime() - at > DURABLE_AFTER.toNanos())
                                    .count()
                            >= DURABLE_EACH);
            LockSupport.parkNanos(random.nextLong(LONGEST_LOAD_MILLIS * 1_000_000L));
            long killedAt = System.nanoTime();
            program.close();
            program.exitCode();
            load.stop();
            load.acknowledged()
                    .forEach((path, at) -> (killedAt - at > DURABLE_AFTER.toNanos() ? durable : others).add(path));
            program = launch();
        }
        assertTrue(!program.says("is damaged"), program::output);
        assertEquals(List.of(), pages.wrongAnswers(durable, "bypass_cache"), () -> "seed " + seed);
        assertEquals(List.of(), pages.wrongAnswers(others, "bypass_cache", "bypass"), () -> "seed " + seed);
        eventually("no unfinished file is left", () -> unfinished().isEmpty());
    }

    /** Rendered pages are few in this time, but one is enough to see that both stores work together after a crash. */
    @Test
    void a_page_that_was_rendered_before_a_crash_comes_from_the_cache_after_it() {
        gateway.untilReady(1);
        site.replies("/rendered", ScriptedSite.Reply.page("<p>by the browser</p>"));
        Visitor bot = Visitor.bot(gateway);
        String body =
                bot.asks(site.url("/rendered")).is(200).from("rendered", "new").body();
        long durable = System.nanoTime() + DURABLE_AFTER.toNanos();
        eventually("the entry is a second old", () -> System.nanoTime() - durable > 0);
        program.close();
        program.exitCode();
        program = launch();
        bot.asks(site.url("/rendered")).is(200).from("cache", "hit").says(body);
    }

    private static List<Path> unfinished() {
        try (Stream<Path> all = Files.walk(cache())) {
            return all.filter(file -> file.getFileName().toString().contains(".tmp"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
