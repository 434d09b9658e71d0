package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.domain.cache.PagePath;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The answer to all hits of one page, ready to be written. Its text lies outside the heap and has one owner, {@link
 * HotPages}; each write borrows it.
 */
final class HotPage {

    private static final int OVERHEAD_BYTES = 512;

    private final PageHead head;
    private final SharedText text;

    /**
     * Takes the text over.
     *
     * @param text the lines of the head, and the body
     */
    HotPage(PageHead head, ByteBuf text) {
        this.head = head;
        this.text = new SharedText(text);
    }

    /** Returns whether this is the answer to a hit. */
    boolean answers(Hit hit) {
        return head.answers(hit);
    }

    /** Returns the answer to a hit; null if the text was given back meanwhile. */
    @Nullable
    PreparedAnswer answer(Hit hit, boolean withBody) {
        ByteBuf rest = text.borrow(withBody ? text.length() : head.lines().length);
        return rest == null ? null : new Answer(head, hit, rest);
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
        return OVERHEAD_BYTES + text.bytes();
    }

    /** Gives the text back as soon as nobody writes it any more; called once, by the owner. */
    void giveBack() {
        text.giveBack();
    }
}
