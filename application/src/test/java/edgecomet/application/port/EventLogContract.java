package edgecomet.application.port;

import static edgecomet.application.port.SampleEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of {@link EventLog}, for every implementation that keeps something. */
public abstract class EventLogContract {

    private static final int THREADS = 20;
    private static final int EVENTS = 200;

    /** Returns the log under test, always the same one in a test, and empty at its start. */
    protected abstract EventLog log();

    /** Returns the request ids of the events that were kept, in their order. */
    protected abstract List<String> kept();

    @Test
    void has_kept_what_it_took_once_it_is_closed() {
        List<String> ids = ids("a");
        ids.forEach(id -> log().append(event(id)));
        log().close();

        assertEquals(ids, kept());
    }

    @Test
    void keeps_the_events_of_many_threads_each_once_and_each_threads_in_order() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                List<String> ids = ids("t" + i + ":");
                threads.execute(() -> ids.forEach(id -> log().append(event(id))));
            }
        }
        log().close();

        List<String> kept = new ArrayList<>(kept());
        assertEquals(THREADS * EVENTS, kept.size());
        for (int i = 0; i < THREADS; i++) {
            String prefix = "t" + i + ":";
            assertEquals(
                    ids(prefix),
                    kept.stream().filter(id -> id.startsWith(prefix)).toList());
        }
    }

    @Test
    void drops_what_comes_after_the_end() {
        log().append(event("before"));
        log().close();
        log().append(event("after"));
        log().close();

        assertEquals(List.of("before"), kept());
    }

    @Test
    void may_end_without_an_event() {
        log().close();

        assertEquals(List.of(), kept());
    }

    private static List<String> ids(String prefix) {
        return IntStream.range(0, EVENTS).mapToObj(i -> prefix + i).toList();
    }
}
