package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis, or the way to it, fails while fifty bots ask for pages: every one of them gets the right page within the time
 * of its request, from the cache, from a render or from the site itself (spec 03 §10, §18). Afterwards pages are
 * rendered and kept again without a restart, and no lock or tab stays behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultProxyIT {

    private static final int PAGES = 5;
    private static final Duration LATENCY = Duration.ofMillis(150);
    private static final int RESETS = 5;

    /** The time of a request is 28 s, and the machine is busy. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(32);

    /** Of a lock, for the render timeout of this test (spec 03 §9.1). */
    private static final long LOCK_MILLIS = 30_000;

    @TempDir
    static Path directory;

    private Stage stage;

    @BeforeAll
    void start() {
        stage = Stage.withWayToRedis(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 28s}
                bypass: {timeout: 10s, ssrf_protection: false}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render:
                      timeout: 10s
                      events: {wait_for: DOMContentLoaded}
                      cache: {ttl: 1h}
                    url_rules:
                      - match: "/stale/*"
                        action: render
                        render: {cache: {ttl: 1s, expired: {strategy: serve_stale, stale_ttl: 1h}}}
                """);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void a_slow_way_to_redis() {
        underLoad(crowd -> {
            stage.way().delay(LATENCY);
            crowd.untilEachGets(3);
            stage.way().delay(Duration.ZERO);
        });
    }

    @Test
    void connections_that_are_reset_again_and_again() {
        underLoad(crowd -> {
            for (int i = 0; i < RESETS; i++) {
                stage.way().reset();
                crowd.untilEachGets(1);
            }
        });
    }

    /** Nobody tells the gateway that its connections lead nowhere: it must find out itself. */
    @Test
    void connections_that_lead_nowhere_for_good() {
        underLoad(crowd -> {
            stage.way().loseServer();
            crowd.untilEachGets(3);
        });
    }

    @Test
    void a_redis_that_hangs() {
        underLoad(crowd -> {
            stage.redis().pause();
            crowd.untilEachGets(2);
            stage.redis().resume();
        });
    }

    @Test
    void a_redis_that_is_killed_and_comes_back_empty() {
        underLoad(crowd -> {
            stage.redis().kill();
            crowd.untilEachGets(3);
            stage.redis().restart();
        });
    }

    /** What is done to the way while the crowd asks. */
    private interface Fault {
        void inflict(BotCrowd crowd);
    }

    private void underLoad(Fault fault) {
        try (BotCrowd crowd = new BotCrowd(stage, LONGEST_ANSWER).prepare(PAGES)) {
            crowd.begin();
            crowd.untilEachGets(1);
            fault.inflict(crowd);
            crowd.untilEachGets(1);
            crowd.end();
            crowd.assertNothingWrong();
            assertNoLockOutlivesItsTime();
            crowd.untilInCache();
        }
        eventually(() -> "every tab is free: " + tabs(), () -> tabs().stream().allMatch(String::isEmpty));
        assertNoLockOutlivesItsTime();
    }

    /** Returns the requests that have a tab; empty for a tab that is free. */
    private List<String> tabs() {
        return stage.redis().command("HVALS", "tabs:rs-e2e").lines().toList();
    }

    private void assertNoLockOutlivesItsTime() {
        List<String> locks = stage.redis()
                .command("KEYS", "lock:*")
                .lines()
                .filter(key -> !key.isBlank())
                .toList();
        List<String> lasting = locks.stream()
                .filter(key -> {
                    // -2: it has ended meanwhile; -1: it never would
                    long left =
                            Long.parseLong(stage.redis().command("PTTL", key).strip());
                    return left == -1 || left > LOCK_MILLIS;
                })
                .toList();
        assertEquals(List.of(), lasting);
    }
}
