package edgecomet.adapters.http.listener;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds each phase of an exchange that waits for the client (spec 02 §1): the arrival of a request, the reading of its
 * answer, and the silence between two requests. What the gateway itself does in between has bounds of its own.
 *
 * <p>One timer serves all phases. It is set for the shortest of their limits at most, so that a request neither cancels
 * nor sets one: whichever phase it finds when it fires decides.
 */
final class ExchangeTimeouts extends ChannelDuplexHandler {

    private final Limits limits;
    private final ServerHeaders server;
    private final @Nullable OpenConnection connection;
    private Phase phase;

    /** Counts the answers that are timed: one that is sent says nothing about the time of those behind it. */
    private int turn;

    private long deadline;
    private @Nullable Future<?> timer;

    /** The limits, and the longest that the timer is set for. */
    record Limits(Duration read, Duration write, Duration idle, Duration shortest) {

        static Limits of(ListenerSettings settings) {
            Duration read = settings.limits().readTimeout();
            Duration write = settings.writeTimeout();
            Duration idle = settings.limits().idleTimeout();
            return new Limits(read, write, idle, shorter(read, shorter(write, idle)));
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    private enum Phase {
        /** Nothing has come yet. */
        SILENT,
        HEAD,
        BODY,
        /** The gateway is at work. */
        WORK,
        ANSWER,
        IDLE,
        OVER
    }

    private ExchangeTimeouts(
            Limits limits, ServerHeaders server, @Nullable OpenConnection connection, Phase beginning) {
        this.limits = limits;
        this.server = server;
        this.connection = connection;
        this.phase = beginning;
    }

    /** For a connection that carries one exchange after the other. */
    static ExchangeTimeouts ofConnection(Limits limits, ServerHeaders server, OpenConnection connection) {
        return new ExchangeTimeouts(limits, server, connection, Phase.SILENT);
    }

    /** For a stream, which begins with a head and carries one exchange. */
    static ExchangeTimeouts ofStream(Limits limits, ServerHeaders server) {
        return new ExchangeTimeouts(limits, server, null, Phase.HEAD);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        enter(ctx, phase, limits.read());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        phase = Phase.OVER;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == RequestDecoder.Event.REQUEST_BEGAN) {
            enter(ctx, Phase.HEAD, limits.read());
        }
        if (event instanceof EarlyLane.Answered(ChannelFuture last)) {
            answeredEarly(ctx, last);
        }
        super.userEventTriggered(ctx, event);
    }

    private void answeredEarly(ChannelHandlerContext ctx, ChannelFuture last) {
        if (!last.isDone() && connection != null) {
            connection.works();
        }
        int answer = beginAnswer(ctx);
        if (last.isDone()) {
            answered(ctx, answer);
        } else {
            last.addListener(sent -> answered(ctx, answer));
        }
    }

    private int beginAnswer(ChannelHandlerContext ctx) {
        enter(ctx, Phase.ANSWER, limits.write());
        return ++turn;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest && phase == Phase.HEAD) {
            phase = Phase.BODY;
        }
        if (message instanceof LastHttpContent && phase == Phase.BODY) {
            phase = Phase.WORK;
            if (connection != null) {
                connection.works();
            }
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (Answers.isBegin(message)) {
            beginAnswer(ctx);
        }
        int answer = turn;
        super.write(
                ctx,
                message,
                Answers.isEnd(message) ? promise.unvoid().addListener(sent -> answered(ctx, answer)) : promise);
    }

    /** The next request may have come before this answer was on its way, and have been answered. */
    private void answered(ChannelHandlerContext ctx, int answer) {
        if (phase == Phase.ANSWER && answer == turn) {
            enter(ctx, Phase.IDLE, limits.idle());
            if (connection != null) {
                connection.waits();
            }
        }
    }

    private void enter(ChannelHandlerContext ctx, Phase next, Duration limit) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = next;
        deadline = System.nanoTime() + limit.toNanos();
        if (timer == null) {
            set(ctx, limit.toNanos());
        }
    }

    private void set(ChannelHandlerContext ctx, long nanos) {
        timer = ctx.executor()
                .schedule(() -> fired(ctx), Math.min(nanos, limits.shortest().toNanos()), TimeUnit.NANOSECONDS);
    }

    private void fired(ChannelHandlerContext ctx) {
        timer = null;
        if (phase == Phase.WORK || phase == Phase.OVER) {
            return;
        }
        long left = deadline - System.nanoTime();
        if (left > 0) {
            set(ctx, left);
        } else {
            expire(ctx);
        }
    }

    private void expire(ChannelHandlerContext ctx) {
        Phase expired = phase;
        phase = Phase.OVER;
        switch (expired) {
            case SILENT, BODY -> Ending.withAnswer(ctx, ProtocolError.TOO_SLOW.answer(server));
            case HEAD -> Ending.withAnswer(ctx, ProtocolError.MALFORMED.answer(server));
            case ANSWER, IDLE -> Ending.atOnce(ctx);
            case WORK, OVER -> throw new IllegalStateException("no limit in phase " + expired);
        }
    }
}
