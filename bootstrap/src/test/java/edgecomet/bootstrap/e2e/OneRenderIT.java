package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateway processes with one Redis and one directory of bodies render a page once, however many ask for it (spec 03
 * §9). With directories of their own each needs its own copy, until they can exchange bodies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneRenderIT {

    private static final int REQUESTS = 200;

    @TempDir
    static Path directory;

    private final int onePort = FreePorts.next();
    private final int otherPort = FreePorts.next();
    private RedisServer redis;
    private ScriptedSite site;
    private RunningProgram renderer;
    private RunningProgram one;
    private RunningProgram other;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServer.start();
        site = ScriptedSite.start();
        renderer = RunningProgram.start(
                directory,
                "render-service",
                "-c",
                ConfigurationFiles.renderer(directory, FreePorts.next(), FreePorts.next(), redis.port())
                        .toString());
        renderer.untilItSays("Render Service fully ready and registered");
        one = gateway(onePort, "one").untilItSays("Edge Gateway started");
        other = gateway(otherPort, "other").untilItSays("Edge Gateway started");
        new Gateway(onePort).untilReady(1);
        new Gateway(otherPort).untilReady(1);
    }

    private RunningProgram gateway(int port, String name) throws IOException {
        Path file = ConfigurationFiles.gateway(directory, port, FreePorts.next(), FreePorts.next(), redis.port());
        Path own = Files.move(file, directory.resolve(name + ".yaml"));
        return RunningProgram.start(directory, "edge-gateway", "-c", own.toString());
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        renderer.close();
        site.close();
        redis.close();
    }

    @Test
    void many_requests_for_a_new_page_at_two_processes_are_one_render() {
        site.replies("/many", Reply.page("<p>the one</p>"));

        List<CompletableFuture<Answer>> asked = new ArrayList<>(ask(onePort, "/many", REQUESTS / 2));
        asked.addAll(ask(otherPort, "/many", REQUESTS / 2));

        asked.forEach(answer -> answer.join().is(200).contains("the one"));
        assertEquals(1, site.asked("/many").size());
        assertEquals("", redis.command("KEYS", "lock:*").strip());
    }

    @Test
    void when_the_process_that_renders_is_killed_one_of_those_who_wait_takes_over() throws Exception {
        site.replies("/orphan", Reply.never());
        List<CompletableFuture<Answer>> lost = ask(onePort, "/orphan", 1);
        eventually("the page is open", () -> site.asked("/orphan").size() == 1);
        one.close();
        one.exitCode();
        site.replies("/orphan", Reply.page("<p>after all</p>"));
        String lock = redis.command("KEYS", "lock:*").strip();
        long left = Long.parseLong(redis.command("PTTL", lock).strip());
        assertTrue(left > 0 && left <= 30_000, () -> lock + " ends in " + left + " ms");

        List<CompletableFuture<Answer>> asked = ask(otherPort, "/orphan", REQUESTS / 2);
        eventually("they wait for the lock", () -> other.says("Lock not acquired, waiting for concurrent render"));

        asked.forEach(answer -> answer.join().is(200).contains("after all"));
        assertTrue(other.says("is gone: the lock is free"), "its lifetime was not waited for");
        assertEquals(2, site.asked("/orphan").size(), "one render was lost with its gateway, one was made");
        assertTrue(lost.getFirst().handle((answer, failure) -> failure != null).join(), "the killed one has answered");
        one = gateway(onePort, "one-again").untilItSays("Edge Gateway started");
    }

    private List<CompletableFuture<Answer>> ask(int port, String path, int times) {
        Visitor bot = Visitor.bot(new Gateway(port));
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> bot.asks(site.url(path)), Thread::startVirtualThread));
        }
        return asked;
    }
}
