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
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private static final byte[] AGE_BEGINS = (AGE + ": ").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNMATCHED_FOLLOWS =
            ("\r\n" + UNMATCHED + ": true\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OVERHEAD_BYTES = 512;

    private volatile CacheEntry entry;
    private final EffectivePolicy policy;
    private final String url;
    private final byte[] statusLine;
    private final int headBytes;
    private final ByteBuf text;

    private HotPage(PageAnswer.Cached answer, byte[] statusLine, byte[] head, byte[] body, ByteBufAllocator memory) {
        this.entry = answer.entry();
        this.policy = answer.requested().policy();
        this.url = answer.requested().url().value();
        this.statusLine = statusLine;
        this.headBytes = head.length;
        this.text =
                memory.directBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    /** Prepares the answers to come from one that was given; empty where it is not like all others. */
    static Optional<HotPage> of(
            PageAnswer.Cached answer, HttpResponse<?> response, Coding accepted, ByteBufAllocator memory) {
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
                ("HTTP/1.1 " + status + " " + response.reason() + "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                head.toString().getBytes(StandardCharsets.ISO_8859_1),
                body,
                memory));
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

    /** Returns the answer to a hit; null if the text was given back meanwhile. */
    @Nullable
    PreparedAnswer answer(Hit hit, boolean withBody) {
        try {
            ByteBuf rest = withBody ? text.retainedDuplicate() : text.retainedSlice(0, headBytes);
            return new Answer(
                    statusLine, Math.max(0, hit.age().toSeconds()), hit.page().unmatched(), rest);
        } catch (IllegalReferenceCountException e) {
            return null;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(byte[] statusLine, long age, boolean unmatched, ByteBuf rest) implements PreparedAnswer {

        @Override
        public void begin(ByteBuf lines) {
            lines.writeBytes(statusLine).writeBytes(AGE_BEGINS);
            lines.writeCharSequence(Long.toString(age), StandardCharsets.US_ASCII);
            lines.writeBytes(unmatched ? UNMATCHED_FOLLOWS : LINE_END);
        }
    }

    /** Returns where the body lies on the disk. */
    PagePath path() {
        return entry.filePath();
    }

    /** Returns about what it occupies: of memory, as much as was taken for it. */
    int bytes() {
        return OVERHEAD_BYTES + text.writerIndex() + text.maxFastWritableBytes();
    }

    /** Gives the text back as soon as nobody writes it any more; called once, by the owner. */
    void giveBack() {
        text.release();
    }
}
