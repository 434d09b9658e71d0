package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many bots that ask for pages all the time, each for one after another, and judge what they get: pages that are in the
 * cache, some that have expired, and some that nobody has asked for.
 *
 * <p>A script writes into each page, so that a rendered one and the site's own can be told apart.
 */
final class BotCrowd implements AutoCloseable {

    private static final int BOTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final Stage stage;
    private final Duration longest;
    private final List<String> hits = new ArrayList<>();
    private final List<String> stale = new ArrayList<>();
    private final Map<String, Boolean> cold = new ConcurrentHashMap<>();
    private final AtomicInteger coldPages = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, AtomicInteger> sources = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> bots = new ArrayList<>();
    private volatile boolean stopped;

    /** @param longest that any answer may take */
    BotCrowd(Stage stage, Duration longest) {
        this.stage = stage;
        this.longest = longest;
    }

    /** Has pages in the cache, and some of them expired. */
    BotCrowd prepare(int pages) {
        for (int i = 0; i < pages; i++) {
            hits.add(page("/hit/" + i));
            stale.add(page("/stale/" + i));
        }
        untilInCache();
        return this;
    }

    private String page(String path) {
        stage.site().replies(path, Reply.page("""
                <p id="x">plain %s.</p>
                <script>document.getElementById('x').textContent = 'rendered ' + location.pathname + '.'</script>
                """.formatted(path)));
        return path;
    }

    /** Waits until every page that has been asked for is rendered or in the cache, without anything else. */
    void untilInCache() {
        List<String> all = new ArrayList<>(hits);
        all.addAll(stale);
        all.addAll(cold.keySet());
        all.forEach(path -> eventually(
                path + " is rendered or in the cache",
                () -> List.of("rendered", "cache").contains(ask(path).header("X-Render-Source"))));
        assertNothingWrong();
    }

    void begin() {
        for (int i = 0; i < BOTS; i++) {
            bots.add(Thread.ofVirtual().start(this::askOnAndOn));
        }
    }

    private void askOnAndOn() {
        Random random = ThreadLocalRandom.current();
        while (!stopped) {
            try {
                ask(anyPage(random));
                answers.incrementAndGet();
            } catch (UncheckedIOException e) {
                wrong.add("no answer: " + e.getCause());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private String anyPage(Random random) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            String path = page("/cold/" + coldPages.incrementAndGet());
            cold.put(path, true);
            return path;
        }
        List<String> known = kind < 6 ? stale : hits;
        return known.get(random.nextInt(known.size()));
    }

    /** Asks for a page and judges the answer. */
    private Answer ask(String path) {
        long start = System.nanoTime();
        Answer answer = stage.bot().asks(stage.site().url(path));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String source = answer.header("X-Render-Source");
        sources.computeIfAbsent(source + " " + answer.header("X-Render-Cache"), s -> new AtomicInteger())
                .incrementAndGet();
        String content = switch (source) {
            case "rendered", "cache" -> ">rendered " + path + ".<";
            case "bypass" -> ">plain " + path + ".<";
            default -> "a source that is none of these";
        };
        if (answer.response().statusCode() != 200 || !answer.body().contains(content)) {
            wrong.add(path + ": " + answer);
        }
        if (took.compareTo(longest) > 0) {
            wrong.add(path + " took " + took + ": " + answer);
        }
        return answer;
    }

    /** Waits until every bot has got so many answers more, on average. */
    void untilEachGets(int more) {
        int enough = answers.get() + more * BOTS;
        long end = System.nanoTime() + longest.multipliedBy(more).toNanos();
        while (answers.get() < enough) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(answers + " of " + enough + " answers, " + sources + ", " + wrong);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void end() {
        stopped = true;
        for (Thread bot : bots) {
            try {
                bot.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Names the answers by where they came from. */
    Map<String, AtomicInteger> sources() {
        return sources;
    }

    void assertNothingWrong() {
        assertEquals(List.of(), wrong.stream().limit(5).toList(), () -> wrong.size() + " of " + sources);
    }

    @Override
    public void close() {
        end();
    }
}
