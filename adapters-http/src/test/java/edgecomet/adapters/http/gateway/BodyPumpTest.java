package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** However a body ends, its stream is closed, and the client learns of an end that is not the body's. */
class BodyPumpTest {

    private final Source source = new Source();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Client client = new Client();

    /** A body of three bytes, one each time. */
    private static final class Source extends InputStream {

        private int left = 3;
        private int closed;

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left < 0) {
                throw new IllegalStateException("a bug");
            }
            int octet = read();
            if (octet >= 0) {
                target[offset] = (byte) octet;
            }
            return octet < 0 ? -1 : 1;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class Client implements Subscriber<ReadBuffer> {

        private int bytes;
        private boolean complete;

        @Override
        public void onSubscribe(Subscription subscription) {}

        @Override
        public void onNext(ReadBuffer piece) {
            bytes += piece.readable();
            piece.close();
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }

    private BodyPump pump(Executor executor) {
        BodyPump pump =
                new BodyPump(source, ReadBufferFactory.getJdkFactory(), executor, "req-1", cuts::incrementAndGet);
        pump.subscribe(client);
        return pump;
    }

    @Test
    void brings_no_more_than_was_asked_for() {
        BodyPump pump = pump(Runnable::run);
        pump.request(2);
        assertEquals(2, client.bytes);
        assertEquals(0, source.closed);
        pump.request(2);
        assertEquals(3, client.bytes);
        assertTrue(client.complete);
        assertEquals(1, source.closed);
        assertEquals(0, cuts.get());
    }

    @Test
    void a_client_that_goes_away_between_two_pieces_closes_the_stream() {
        BodyPump pump = pump(Runnable::run);
        pump.request(1);
        pump.cancel();
        pump.cancel();
        pump.request(1);
        assertEquals(1, source.closed);
        assertEquals(1, client.bytes);
        assertFalse(client.complete);
        assertEquals(0, cuts.get());
    }

    @Test
    void without_a_thread_the_answer_is_cut() {
        pump(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .request(1);
        assertEquals(1, source.closed);
        assertEquals(1, cuts.get());
    }

    @Test
    void a_bug_while_reading_cuts_the_answer_too() {
        source.left = -1;
        BodyPump pump = pump(Runnable::run);
        assertThrows(IllegalStateException.class, () -> pump.request(1));
        assertEquals(1, source.closed);
        assertEquals(1, cuts.get());
        assertFalse(client.complete);
    }
}
