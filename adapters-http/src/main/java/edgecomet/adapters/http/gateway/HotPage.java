package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.domain.cache.PagePath;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to all hits of one page, ready to be written. Its text lies outside the heap and has one owner, {@link
 * HotPages}; each write borrows it.
 */
final class HotPage {

    private static final int OVERHEAD_BYTES = 512;

    private final PageHead head;
    private final ByteBuf text;

    /**
     * Takes the text over.
     *
     * @param text the lines of the head, and the body
     */
    HotPage(PageHead head, ByteBuf text) {
        this.head = head;
        this.text = text;
    }

    /** Returns whether this is the answer to a hit. */
    boolean answers(Hit hit) {
        return head.answers(hit);
    }

    /** Returns the answer to a hit; null if the text was given back meanwhile. */
    @Nullable
    PreparedAnswer answer(Hit hit, boolean withBody) {
        try {
            ByteBuf rest = withBody ? text.retainedDuplicate() : text.retainedSlice(0, head.lines().length);
            return new Answer(head, hit, rest);
        } catch (IllegalReferenceCountException e) {
            return null;
        }
    }

    private record Answer(PageHead head, Hit hit, ByteBuf rest) implements PreparedAnswer {

        @Override
        public void begin(ByteBuf lines) {
            head.begin(hit, lines);
        }
    }

    /** Returns where the body lies on the disk. */
    PagePath path() {
        return head.entry().filePath();
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
