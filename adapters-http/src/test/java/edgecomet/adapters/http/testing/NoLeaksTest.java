package edgecomet.adapters.http.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import edgecomet.application.testing.Eventually;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class NoLeaksTest {

    @Test
    void a_buffer_that_nobody_releases_is_found() {
        assertFalse(ByteBufAllocator.DEFAULT.directBuffer(16).isReadable());
        Eventually.eventually("the leak is found", () -> !NoLeaks.leaks().isEmpty());
        LeakCheck.forget();
    }
}
