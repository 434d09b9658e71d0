package edgecomet.adapters.fs.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.RecacheQueue.Scheduling;
import edgecomet.application.port.RecacheQueueContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRecacheQueueTest extends RecacheQueueContract {

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @TempDir
    Path directory;

    @Override
    protected RecacheQueue queue() {
        return embedded.coordination().recacheQueue();
    }

    @Test
    void has_its_pages_again_after_it_was_closed() {
        try (EmbeddedCoordination first = EmbeddedCoordination.open(directory, InstantSource.system())) {
            first.recacheQueue().schedule(7, "u", 1, DUE);
        }
        try (EmbeddedCoordination second = EmbeddedCoordination.open(directory, InstantSource.system())) {
            assertEquals(Scheduling.UNCHANGED, second.recacheQueue().schedule(7, "u", 1, DUE));
            assertEquals(Scheduling.SOONER, second.recacheQueue().schedule(7, "u", 1, DUE.minusSeconds(1)));
        }
    }

    @Test
    void at_its_bound_the_tenth_that_has_been_due_for_longest_gives_way() {
        try (MendedStore store = new MendedStore(new CoordinationFile(directory), new SteadyTime())) {
            EmbeddedRecacheQueue queue = new EmbeddedRecacheQueue(store, 100);
            for (int i = 0; i < 100; i++) {
                queue.schedule(7, "u" + i, 1, DUE.plusSeconds(99 - i)); // u99 is due first
            }
            assertEquals(100, queue.size());
            assertEquals(Scheduling.SOONER, queue.schedule(7, "u0", 1, DUE.plusSeconds(98)));
            assertEquals(100, queue.size());

            assertEquals(Scheduling.ADDED, queue.schedule(7, "new", 1, DUE.plusSeconds(1000)));
            assertEquals(91, queue.size());
            assertEquals(Scheduling.UNCHANGED, queue.schedule(7, "u89", 1, DUE.plusSeconds(10)));
            assertEquals(Scheduling.ADDED, queue.schedule(7, "u90", 1, DUE.plusSeconds(9)));
        }
    }

    @Test
    void pages_of_one_second_keep_to_the_bound_as_well() {
        try (MendedStore store = new MendedStore(new CoordinationFile(directory), new SteadyTime())) {
            EmbeddedRecacheQueue queue = new EmbeddedRecacheQueue(store, 100);
            for (int i = 0; i < 1_000; i++) {
                assertEquals(Scheduling.ADDED, queue.schedule(7, "u" + i, 1, DUE));
            }
            assertEquals(100, queue.size());
        }
    }
}
