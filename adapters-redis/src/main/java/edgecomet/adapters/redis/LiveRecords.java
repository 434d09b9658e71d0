package edgecomet.adapters.redis;

import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;

/**
 * What those who are alive say of themselves, each under a key of its own that ends with them.
 *
 * <p>Safe for concurrent use.
 */
final class LiveRecords<T> {

    private final RedisCalls redis;
    private final Kind<T> kind;
    private final KnownIds ids;
    private final LogOnce log;

    /**
     * Whose records they are.
     *
     * @param name what one of them is, in words
     * @param prefix of the keys; the id follows
     * @param index the hash that lists the ids
     * @param reader makes a record of its id and text, or nothing of a text that is none
     */
    record Kind<T>(String name, String prefix, String index, BiFunction<String, String, Optional<T>> reader) {}

    LiveRecords(RedisCalls redis, Kind<T> kind, Logger log) {
        this.redis = redis;
        this.kind = kind;
        this.ids = new KnownIds(redis, kind.prefix(), kind.index());
        this.log = new LogOnce(log);
    }

    /** Returns the records by id, in one round trip where somebody known is alive, and looks anew where nobody is. */
    Map<String, T> read() {
        Map<String, T> records = read(ids.current());
        return records.isEmpty() ? read(ids.afresh()) : records;
    }

    private Map<String, T> read(Collection<String> candidates) {
        String what = "reading " + kind.name() + "s";
        Map<String, RedisFuture<String>> answers = new LinkedHashMap<>();
        candidates.forEach(id -> answers.put(id, redis.send(what, commands -> commands.get(kind.prefix() + id))));
        Map<String, T> records = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        answers.forEach((id, answer) -> {
            String text = redis.await(what, answer);
            if (text == null) {
                gone.add(id);
            } else {
                kind.reader()
                        .apply(id, text)
                        .ifPresentOrElse(
                                record -> records.put(id, record),
                                () -> log.unreadable(kind.prefix() + id, "not a " + kind.name()));
            }
        });
        ids.forget(gone);
        return records;
    }
}
