package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;

import edgecomet.application.testing.FreePorts;
import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process without Redis whose disk gets full and has room again: it goes on without a restart (spec 03 §18). */
class StandaloneFullDiskIT {

    @TempDir
    Path directory;

    @Test
    void a_full_disk_costs_the_cache_until_there_is_room_and_no_answer() throws IOException {
        Gateway gateway = new Gateway(FreePorts.next());
        Visitor bot = Visitor.bot(gateway);
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Path configuration = ConfigurationFiles.standalone(directory, gateway.port(), FreePorts.next());
        try (SmallDisk disk = SmallDisk.mountedOn(cache);
                ScriptedSite site = ScriptedSite.start();
                RunningProgram program =
                        RunningProgram.start(directory, "edgecomet", "standalone", "-c", configuration.toString())) {
            program.untilItSays("EdgeComet standalone started");
            gateway.untilReady(1);
            site.replies("/before", Reply.page("before"));
            bot.asks(site.url("/before")).is(200).from("rendered", "new");
            // What is younger than a second may be lost (docs/adr/0004).
            eventually(
                    program::output,
                    () -> Integer.parseInt(bot.asks(site.url("/before"))
                                    .from("cache", "hit")
                                    .header("X-Cache-Age"))
                            >= 2);

            disk.fill();
            // Redirects are kept without a body, so that each of them is a write to the full disk.
            eventually(program::output, () -> {
                String path = "/moved/" + System.nanoTime();
                site.replies(path, Reply.redirect(301, site.url("/before")));
                bot.asks(site.url(path)).is(301);
                return program.says("nothing is kept until it works again");
            });
            bot.asks(site.url("/meanwhile")).is(200);

            disk.free();
            program.untilItSays("works again\t");
            eventually(
                    program::output,
                    () -> bot.asks(site.url("/meanwhile")).is(200).isFrom("cache", "hit"));
            bot.asks(site.url("/before")).is(200).from("cache", "hit");
        }
    }
}
