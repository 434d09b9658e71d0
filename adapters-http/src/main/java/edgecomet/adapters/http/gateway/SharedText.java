package edgecomet.adapters.http.gateway;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A text outside the heap that has one owner and is borrowed for each write.
 *
 * <p>Nobody may touch the buffer without a hold that is counted here: pools give the object of a buffer that was
 * released to the next text, so that its own count says nothing about this one. Safe for concurrent use; never blocks.
 */
final class SharedText {

    private final ByteBuf text;
    private final int length;
    private final int bytes;

    /** The owner's, and those of borrowings that are just being made. */
    private final AtomicInteger holds = new AtomicInteger(1);

    /** Takes the text over. */
    SharedText(ByteBuf text) {
        this.text = text;
        this.length = text.writerIndex();
        this.bytes = text.writerIndex() + text.maxFastWritableBytes();
    }

    /** Returns the beginning of the text, to be released by the borrower; null if the text was given back. */
    @Nullable
    ByteBuf borrow(int beginning) {
        if (!hold()) {
            return null;
        }
        try {
            return text.retainedSlice(0, beginning);
        } finally {
            leave();
        }
    }

    /** Returns how long the text is. */
    int length() {
        return length;
    }

    /** Returns how much memory was taken for it. */
    int bytes() {
        return bytes;
    }

    /** Gives the memory back as soon as nobody writes it any more; called once, by the owner. */
    void giveBack() {
        leave();
    }

    private boolean hold() {
        return holds.getAndUpdate(held -> held == 0 ? 0 : held + 1) > 0;
    }

    private void leave() {
        if (holds.decrementAndGet() == 0) {
            text.release();
        }
    }
}
