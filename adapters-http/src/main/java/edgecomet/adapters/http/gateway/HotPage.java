package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.PageAnswer;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.policy.EffectivePolicy;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to all hits of one page, ready to be written: what differs from one to the next is few lines. The text
 * lies outside the heap and has one owner, {@link HotPages}; each write borrows it.
 */
final class HotPage {

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
    private static final int OVERHEAD_BYTES = 512;

    private volatile CacheEntry entry;
    private final EffectivePolicy policy;
    private final String url;
    private final String statusLine;
    private final int headBytes;
    private final int bodyBytes;
    private final ByteBuf text;

    private HotPage(PageAnswer.Cached answer, String statusLine, byte[] head, byte[] body) {
        this.entry = answer.entry();
        this.policy = answer.requested().policy();
        this.url = answer.requested().url().value();
        this.statusLine = statusLine;
        this.headBytes = head.length;
        this.bodyBytes = answer.body().length;
        this.text = Unpooled.directBuffer(head.length + body.length, head.length + body.length)
                .writeBytes(head)
                .writeBytes(body);
    }

    /** Prepares the answers to come from one that was given; empty where it is not like all others. */
    static Optional<HotPage> of(PageAnswer.Cached answer, HttpResponse<?> response, Coding accepted) {
        int status = response.code();
        boolean bodiless = status < 200 || status == 204 || status == 205 || status == 304;
        if (bodiless || response.getHeaders().names().stream().anyMatch(HotPage::isNotPrepared)) {
            return Optional.empty();
        }
        String contentType = response.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        Coding coding = accepted.forBody(contentType == null ? "" : contentType, answer.body().length);
        byte[] body = coding.code(answer.body());
        StringBuilder head = new StringBuilder();
        response.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(AGE) && !name.equalsIgnoreCase(UNMATCHED)) {
                values.forEach(value -> line(head, name, value));
            }
        });
        if (coding == Coding.GZIP) {
            line(head, HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        line(head, HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        head.append("\r\n");
        return Optional.of(new HotPage(
                answer,
                "HTTP/1.1 " + status + " " + response.reason() + "\r\n",
                head.toString().getBytes(StandardCharsets.ISO_8859_1),
                body));
    }

    private static boolean isNotPrepared(String name) {
        return NOT_PREPARED.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Returns whether this is the answer to a hit: the same entry, seen by the same rules. */
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

    /** Returns the answer to a hit; empty if the text was given back meanwhile. */
    Optional<PreparedAnswer> answer(Hit hit, boolean withBody) {
        StringBuilder begin = new StringBuilder(statusLine);
        line(begin, AGE, Long.toString(Math.max(0, hit.age().toSeconds())));
        if (hit.page().unmatched()) {
            line(begin, UNMATCHED, "true");
        }
        try {
            ByteBuf rest = withBody ? text.retainedDuplicate() : text.retainedSlice(0, headBytes);
            return Optional.of(new PreparedAnswer(begin.toString(), rest));
        } catch (IllegalReferenceCountException e) {
            return Optional.empty();
        }
    }

    /** Returns where the body lies on the disk. */
    PagePath path() {
        return entry.filePath();
    }

    /** Returns the length of the body before it was coded. */
    int bodyBytes() {
        return bodyBytes;
    }

    /** Returns about what it occupies. */
    int bytes() {
        return OVERHEAD_BYTES + text.capacity();
    }

    /** Gives the text back as soon as nobody writes it any more; called once, by the owner. */
    void giveBack() {
        text.release();
    }
}
