package edgecomet.adapters.http.listener;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Answers of which one is on its way while another one still waits to be sent, which sockets do not do on demand. */
class ExchangeTimeoutsTest {

    private static final Duration LONG = PublicGateway.LONG;
    private static final Duration IDLE = Duration.ofMillis(1);

    private final Timed timed = new Timed();

    /** A connection whose client may take all the time it wants, except between two requests. */
    private static final class Timed {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final OpenConnection connection = new OpenConnection(channel);

        Timed() {
            ServerHeaders server = new ServerHeaders("EdgeGateway/1.0", InstantSource.system());
            channel.pipeline()
                    .addLast(ExchangeTimeouts.ofConnection(
                            new ExchangeTimeouts.Limits(LONG, LONG, IDLE, IDLE), server, connection));
        }

        ChannelPromise answeredEarly() {
            ChannelPromise sent = channel.newPromise();
            channel.pipeline().fireUserEventTriggered(new EarlyLane.Answered(sent));
            return sent;
        }

        boolean isOpen() {
            channel.runScheduledPendingTasks();
            return channel.isOpen();
        }

        boolean isAtWork() {
            return connection.waitedNanos(System.nanoTime()) < 0;
        }
    }

    private void isClosedForItsSilence(Timed connection) {
        eventually("the time of silence is over", () -> !connection.isOpen());
    }

    private void isUnderWay() {
        assertTrue(timed.isAtWork(), "no room is made in its place");
        Timed silent = new Timed();
        silent.answeredEarly().setSuccess();
        isClosedForItsSilence(silent);
        assertTrue(timed.isOpen(), "it is not silent");
    }

    @Test
    void an_answer_that_is_sent_does_not_end_the_time_of_the_next_one() {
        ChannelPromise first = timed.answeredEarly();
        ChannelPromise second = timed.answeredEarly();
        first.setSuccess();
        isUnderWay();
        second.setSuccess();
        isClosedForItsSilence(timed);
    }

    @Test
    void an_answer_that_is_sent_does_not_end_the_time_of_the_servers_next_one() {
        ChannelPromise first = timed.answeredEarly();
        ChannelFuture _ = timed.channel.write(Answers.text(HttpMethod.GET, 200, "text/plain", "second"));
        first.setSuccess();
        isUnderWay();
        timed.channel.flush();
        assertEquals(1, timed.channel.outboundMessages().size());
        isClosedForItsSilence(timed);
    }

    @Test
    void the_servers_answer_that_is_sent_does_not_end_the_time_of_the_next_one() {
        ChannelFuture _ = timed.channel.write(Answers.text(HttpMethod.GET, 200, "text/plain", "first"));
        ChannelPromise second = timed.answeredEarly();
        timed.channel.flush();
        isUnderWay();
        second.setSuccess();
        isClosedForItsSilence(timed);
    }
}
