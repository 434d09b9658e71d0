package edgecomet.adapters.http.listener;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/**
 * {@code Server} and {@code Date}, which every answer carries (spec 02 §1, spec 00). The date is written once a second.
 *
 * <p>Safe for concurrent use; never blocks.
 */
final class ServerHeaders {

    private final String serverName;
    private final InstantSource clock;
    private volatile Stamp stamp;

    ServerHeaders(String serverName, InstantSource clock) {
        this.serverName = serverName;
        this.clock = clock;
        this.stamp = Stamp.at(clock.instant());
    }

    private record Stamp(long second, String text) {

        static Stamp at(Instant instant) {
            return new Stamp(instant.getEpochSecond(), DateFormatter.format(Date.from(instant)));
        }
    }

    /** Adds those that the answer does not say itself. */
    void addTo(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.SERVER)) {
            headers.set(HttpHeaderNames.SERVER, serverName);
        }
        if (!headers.contains(HttpHeaderNames.DATE)) {
            headers.set(HttpHeaderNames.DATE, date());
        }
    }

    private String date() {
        Instant now = clock.instant();
        Stamp known = stamp;
        if (known.second() != now.getEpochSecond()) {
            known = Stamp.at(now);
            stamp = known;
        }
        return known.text();
    }
}
