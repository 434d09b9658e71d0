package edgecomet.adapters.http.gateway;

import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.PageAnswer;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.policy.EffectivePolicy;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the answers to all hits of one page begin with, ready to be written: what differs from one to the next is few
 * lines. Safe for concurrent use.
 */
final class PageHead {

    /** What differs, or is the listener's: an answer that says it otherwise is not for here. */
    private static final Set<String> NOT_PREPARED = Set.of(
            "server",
            "date",
            "x-request-id",
            "connection",
            "transfer-encoding",
            "content-length",
            "content-encoding",
            "keep-alive");

    private static final String AGE = "X-Cache-Age";
    private static final String UNMATCHED = "X-Unmatched-Dimension";
    private static final byte[] AGE_BEGINS = ascii(AGE + ": ");
    private static final byte[] UNMATCHED_FOLLOWS = ascii("\r\n" + UNMATCHED + ": true\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    private volatile CacheEntry entry;
    private final EffectivePolicy policy;
    private final String url;
    private final byte[] statusLine;
    private final byte[] lines;

    private PageHead(PageAnswer.Cached answer, byte[] statusLine, byte[] lines) {
        this.entry = answer.entry();
        this.policy = answer.requested().policy();
        this.url = answer.requested().url().value();
        this.statusLine = statusLine;
        this.lines = lines;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Prepares the heads to come from an answer that was given; empty where it is not like all others.
     *
     * @param coding of the body
     * @param bytes of the coded body
     */
    static Optional<PageHead> of(PageAnswer.Cached answer, HttpResponse<?> response, Coding coding, int bytes) {
        int status = response.code();
        boolean bodiless = status < 200 || status == 204 || status == 205 || status == 304;
        if (bodiless || response.getHeaders().names().stream().anyMatch(PageHead::isNotPrepared)) {
            return Optional.empty();
        }
        StringBuilder lines = new StringBuilder();
        response.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(AGE) && !name.equalsIgnoreCase(UNMATCHED)) {
                values.forEach(value -> line(lines, name, value));
            }
        });
        if (coding == Coding.GZIP) {
            line(lines, HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        line(lines, HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
        lines.append("\r\n");
        return Optional.of(new PageHead(
                answer,
                ("HTTP/1.1 " + status + " " + response.reason() + "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                lines.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static boolean isNotPrepared(String name) {
        return NOT_PREPARED.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Returns whether this is the head of the answer to a hit: the same entry, seen by the same rules. */
    boolean answers(Hit hit) {
        return isOf(hit.entry())
                && policy.equals(hit.page().policy())
                && url.equals(hit.page().url().value());
    }

    /** A bot's hit makes a new instance of the entry, which is compared once and is then the known one. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isOf(CacheEntry asked) {
        CacheEntry known = entry;
        if (known == asked) {
            return true;
        }
        boolean same = known.isSameAnswer(asked);
        if (same) {
            entry = asked;
        }
        return same;
    }

    /** Writes what differs between the answers to two hits, status line first. */
    void begin(Hit hit, ByteBuf out) {
        out.writeBytes(statusLine).writeBytes(AGE_BEGINS);
        out.writeCharSequence(Long.toString(Math.max(0, hit.age().toSeconds())), StandardCharsets.US_ASCII);
        out.writeBytes(hit.page().unmatched() ? UNMATCHED_FOLLOWS : LINE_END);
    }

    /** Returns the other lines, and the empty one; to be read only. */
    byte[] lines() {
        return lines;
    }

    /** Returns the entry that the page is of. */
    CacheEntry entry() {
        return entry;
    }
}
