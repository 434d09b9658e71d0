package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

class TextMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** Of any size: small ones come from chunks, large ones have memory of their own. */
    @Test
    void there_is_no_more_than_so_much_at_a_time() {
        TextMemory memory = new TextMemory(10L * MEGABYTE);
        ByteBuf large = memory.take(8 * MEGABYTE);
        ByteBuf small = memory.take(MEGABYTE);
        assertNotNull(large);
        assertNotNull(small);
        assertNull(memory.take(2 * MEGABYTE));
        small.release();
        ByteBuf another = memory.take(2 * MEGABYTE);
        assertNotNull(another);
        another.release();
        large.release();
    }
}
