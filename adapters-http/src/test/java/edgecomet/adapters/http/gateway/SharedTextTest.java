package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedTextTest {

    private static final int MOST_TRIES = 10_000;

    private final PooledByteBufAllocator pool = new PooledByteBufAllocator(true, 0, 1, 4096, 9, 0, 0, false);

    private ByteBuf text(String text) {
        ByteBuf buffer = pool.directBuffer(64);
        ByteBufUtil.writeAscii(buffer, text);
        return buffer;
    }

    @Test
    void what_is_borrowed_outlives_its_owner() {
        ByteBuf buffer = text("head body");
        SharedText text = new SharedText(buffer);
        ByteBuf whole = text.borrow(text.length());
        ByteBuf head = text.borrow(4);
        text.giveBack();
        assertNotNull(whole);
        assertNotNull(head);
        assertEquals("head body", whole.toString(StandardCharsets.US_ASCII));
        whole.release();
        assertEquals("head", head.toString(StandardCharsets.US_ASCII));
        assertTrue(head.release());
        assertEquals(0, buffer.refCnt());
    }

    /** Pools do that on threads of their own kind, as event loops are. */
    @Test
    void a_text_that_was_given_back_is_not_the_one_that_has_its_buffer_now() throws Exception {
        AtomicReference<AssertionError> failure = new AtomicReference<>();
        Thread thread = new FastThreadLocalThread(() -> {
            try {
                assertGone();
            } catch (AssertionError e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void assertGone() {
        IdentityHashMap<ByteBuf, SharedText> gone = new IdentityHashMap<>();
        for (int i = 0; i < MOST_TRIES; i++) {
            ByteBuf buffer = text("other");
            SharedText before = gone.get(inner(buffer));
            if (before != null) {
                assertNull(before.borrow(1));
                assertEquals(1, buffer.refCnt());
                buffer.release();
                return;
            }
            SharedText text = new SharedText(buffer);
            text.giveBack();
            gone.put(inner(buffer), text);
        }
        throw new AssertionError("the pool never used a buffer again");
    }

    /** The search for leaks wraps each buffer anew. */
    private static ByteBuf inner(ByteBuf buffer) {
        ByteBuf inner = buffer.unwrap();
        return inner == null ? buffer : inner;
    }
}
