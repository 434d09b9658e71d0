package edgecomet.adapters.http.gateway;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.http.listener.PreparedAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of reading a page, who waits for it is told. */
class ColdPagesTest {

    private final ColdPages pages = new ColdPages();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void stop() {
        disk.countDown();
        pages.stop();
    }

    private record Read(ByteBuf rest) implements PreparedAnswer {
        @Override
        public void begin(ByteBuf lines) {
            throw new IllegalStateException("nobody writes it");
        }
    }

    private CompletableFuture<Optional<PreparedAnswer>> read(Supplier<Optional<PreparedAnswer>> reading) {
        return pages.read(reading).toCompletableFuture();
    }

    /** Begins to read what waits for the disk; a machine may be too busy to begin in time, then it does so again. */
    private CompletableFuture<Optional<PreparedAnswer>> readSlowly(Supplier<Optional<PreparedAnswer>> reading) {
        CompletableFuture<Optional<PreparedAnswer>> answer;
        do {
            CompletableFuture<Optional<PreparedAnswer>> now = read(() -> {
                begun.countDown();
                await(disk);
                return reading.get();
            });
            eventually("it is being read, or will not be", () -> begun.getCount() == 0 || now.isDone());
            answer = now;
        } while (begun.getCount() > 0);
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void gives_nothing_after_it_has_stopped() {
        pages.stop();
        assertEquals(
                Optional.empty(),
                read(() -> Optional.of(new Read(Unpooled.buffer()))).join());
    }

    /** The limit would tell too: there is none any more once it has stopped. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gives_nothing_where_reading_fails(boolean error) {
        CompletableFuture<Optional<PreparedAnswer>> answer = readSlowly(() -> {
            if (error) {
                throw new OutOfMemoryError("for a test");
            }
            throw new IllegalStateException("for a test");
        });
        pages.stop();
        disk.countDown();
        eventually("it is told", answer::isDone);
        assertEquals(Optional.empty(), answer.join());
    }

    @Test
    void gives_back_what_came_too_late() {
        ByteBuf text = Unpooled.buffer();
        CompletableFuture<Optional<PreparedAnswer>> answer = readSlowly(() -> Optional.of(new Read(text)));
        assertEquals(Optional.empty(), answer.join(), "it took too long");
        assertEquals(1, text.refCnt());
        disk.countDown();
        eventually("it is released", () -> text.refCnt() == 0);
    }
}
