package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
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
        this.stamp = Stamp.at(clock.instant(), serverName);
    }

    /**
     * Both as of a second.
     *
     * @param lines as they stand in an answer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stamp(long second, String date, byte[] lines) {

        static Stamp at(Instant instant, String serverName) {
            String date = DateFormatter.format(Date.from(instant));
            String lines = "Server: " + serverName + "\r\nDate: " + date + "\r\n";
            return new Stamp(instant.getEpochSecond(), date, lines.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Adds those that the answer does not say itself; whose answer it is, only the listener knows. */
    void addTo(HttpHeaders headers) {
        headers.set(HttpHeaderNames.SERVER, serverName);
        if (!headers.contains(HttpHeaderNames.DATE)) {
            headers.set(HttpHeaderNames.DATE, stamp().date());
        }
    }

    /** Writes both as the lines of an answer that says neither itself. */
    void writeTo(ByteBuf lines) {
        lines.writeBytes(stamp().lines());
    }

    private Stamp stamp() {
        Instant now = clock.instant();
        Stamp known = stamp;
        if (known.second() != now.getEpochSecond()) {
            known = Stamp.at(now, serverName);
            stamp = known;
        }
        return known;
    }
}
