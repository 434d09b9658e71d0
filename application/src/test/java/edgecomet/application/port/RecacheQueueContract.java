package edgecomet.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.RecacheQueue.Scheduling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link RecacheQueue}, for every implementation (spec 03 §3.1, §3.2). */
public abstract class RecacheQueueContract {

    /** A time like any other, at a whole second. */
    protected static final Instant DUE = Instant.ofEpochSecond(1_790_000_000);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int CALLERS = 50;

    /** Returns the queue under test, empty at the start of each test. */
    protected abstract RecacheQueue queue();

    @Test
    void the_earliest_time_counts() {
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE.plus(SECOND)));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.SOONER, queue().schedule(7, "u", 1, DUE.minus(SECOND)));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE.minus(SECOND)));
    }

    @Test
    void a_time_is_a_whole_second() {
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u", 1, DUE.plusMillis(999)));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.SOONER, queue().schedule(7, "u", 1, DUE.minusMillis(1)));
    }

    @Test
    void host_url_and_dimension_make_a_page() {
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u", 2, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(8, "u", 1, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(7, "U", 1, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u ", 1, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(7, "1:u", 1, DUE));
        assertEquals(Scheduling.ADDED, queue().schedule(7, "u", 11, DUE));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/p?a=1&b=2",
                "https://example.com/<x>\"y\"\\",
                "https://example.com/stra\u00dfe/\u6771\u4eac",
                "https://example.com/\u2028\u2029",
                "https://example.com/\ud83d\ude00",
            })
    void a_url_of_any_characters_is_known_again(String url) {
        assertEquals(Scheduling.ADDED, queue().schedule(7, url, 2, DUE));
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, url, 2, DUE));
    }

    @Test
    void of_many_times_at_once_the_earliest_is_kept_and_one_call_has_added_the_page() throws Exception {
        List<Integer> seconds =
                new ArrayList<>(IntStream.range(0, CALLERS).boxed().toList());
        Collections.shuffle(seconds, new Random(1));
        List<Callable<Scheduling>> calls = new ArrayList<>();
        seconds.forEach(second -> calls.add(() -> queue().schedule(7, "u", 1, DUE.plusSeconds(second))));
        int added = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Scheduling> call : callers.invokeAll(calls)) {
                added += call.get() == Scheduling.ADDED ? 1 : 0;
            }
        }
        assertEquals(1, added);
        assertEquals(Scheduling.UNCHANGED, queue().schedule(7, "u", 1, DUE));
        assertEquals(Scheduling.SOONER, queue().schedule(7, "u", 1, DUE.minus(SECOND)));
    }
}
