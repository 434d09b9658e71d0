package edgecomet.adapters.http.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class whose buffers were not released. Netty learns of one when the garbage collector has taken it, and
 * reports it when the next one is made.
 */
public final class NoLeaks implements AfterAllCallback {

    private static final int ROUNDS = 3;

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = leaks();
        LeakCheck.forget();
        assertEquals(List.of(), leaks, "buffers that nobody released");
    }

    static List<String> leaks() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
            ByteBufAllocator.DEFAULT.heapBuffer(1).release();
        }
        return LeakCheck.found();
    }
}
