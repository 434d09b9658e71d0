package edgecomet.adapters.http.listener;

import edgecomet.adapters.http.listener.EarlyStage.Reply;
import edgecomet.application.serve.RequestIds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers plain requests at the very beginning of a connection's pipeline, without decoding them. What it does not
 * answer it leaves unread, byte for byte. Answers to requests that came together leave together: it writes, and {@link
 * #flush} ends the batch.
 *
 * <p>One for each connection, used on its event loop.
 */
final class EarlyLane {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyLane.class);

    /** Enough for the lines in front of a prepared answer; more grows. */
    private static final int HEAD_BYTES = 256;

    private static final byte[] REQUEST_ID = ascii("X-Request-ID: ");
    private static final byte[] CLOSE = ascii("\r\nConnection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("\r\nConnection: keep-alive\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    private static final FastThreadLocal<PlainRequest> REQUESTS = new FastThreadLocal<>() {
        @Override
        protected PlainRequest initialValue() {
            return new PlainRequest();
        }
    };

    private final EarlyStage stage;
    private final ServerHeaders server;
    private final RequestIds ids;
    private final Runnable resume;
    private @Nullable Awaited awaited;
    private @Nullable ChannelFuture sending;
    private boolean untold;
    private boolean unflushed;
    private boolean leaving;
    private boolean closed;

    /**
     * Creates the lane of a connection.
     *
     * @param resume decodes on, when a reply that came later is there
     */
    EarlyLane(EarlyStage stage, ServerHeaders server, RequestIds ids, Runnable resume) {
        this.stage = stage;
        this.server = server;
        this.ids = ids;
        this.resume = resume;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What became of the bytes at the front. */
    enum Taken {
        /** They are for the decoder. */
        NOTHING,
        /** A request was read and its answer written; the next one may follow. */
        ANSWERED,
        /** The same, and the connection ends behind it. */
        LAST,
        /** A request is looked after; the lane says when to go on. */
        WAITING
    }

    /**
     * The requests up to here are answered or looked after; the future says when the last one is sent its answer, or
     * left to the decoder. Told to the handlers behind.
     */
    record Answered(ChannelFuture last) {}

    /** A request whose reply comes later: what has to be known of it when it is there. */
    private static final class Awaited {
        private final Exchange exchange;
        private final ChannelPromise over;
        private @Nullable Reply reply;

        Awaited(Exchange exchange, ChannelPromise over) {
            this.exchange = exchange;
            this.over = over;
        }
    }

    private record Exchange(int length, String requestId, boolean old, boolean persistent) {

        static Exchange of(PlainRequest request) {
            return new Exchange(request.length(), request.requestId(), request.isOld(), request.isPersistent());
        }
    }

    /** Takes the next request from the front, if it can. */
    Taken take(ChannelHandlerContext ctx, ByteBuf in) {
        Awaited before = awaited;
        if (before != null) {
            return before.reply == null ? Taken.WAITING : resolve(ctx, in, before, before.reply);
        }
        PlainRequest request = REQUESTS.get();
        if (!request.read(in)) {
            return Taken.NOTHING;
        }
        request.identify(ids.next(request.first("X-Request-ID")), Peers.of(ctx.channel()));
        return switch (reply(request)) {
            case Reply.Declined _ -> Taken.NOTHING;
            case Reply.Ready(PreparedAnswer answer) -> answer(ctx, in, Exchange.of(request), answer, ctx.newPromise());
            case Reply.Later(var later) -> {
                lookAfter(ctx, Exchange.of(request), later);
                yield Taken.WAITING;
            }
        };
    }

    /** Nothing is consumed yet: the decoder can have what the stage fails at, be it for a lack of direct memory. */
    private Reply reply(PlainRequest request) {
        try {
            return stage.reply(request);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("Looking at a request early failed, it is served the usual way", e);
            return Reply.DECLINED;
        }
    }

    private void lookAfter(ChannelHandlerContext ctx, Exchange exchange, CompletionStage<Reply> later) {
        Awaited now = new Awaited(exchange, ctx.newPromise());
        awaited = now;
        sending = now.over;
        untold = true;
        later.whenComplete((reply, failure) -> arrive(ctx, now, failure == null ? reply : Reply.DECLINED));
    }

    private void arrive(ChannelHandlerContext ctx, Awaited request, Reply reply) {
        try {
            ctx.executor().execute(() -> {
                if (closed) {
                    drop(reply);
                } else {
                    request.reply = reply;
                    resume.run();
                }
            });
        } catch (RejectedExecutionException e) {
            drop(reply); // the event loop has ended, and the connection with it
        }
    }

    private Taken resolve(ChannelHandlerContext ctx, ByteBuf in, Awaited request, Reply reply) {
        awaited = null;
        if (reply instanceof Reply.Ready(PreparedAnswer answer)) {
            return answer(ctx, in, request.exchange, answer, request.over);
        }
        request.over.setSuccess();
        return Taken.NOTHING;
    }

    private static void drop(Reply reply) {
        if (reply instanceof Reply.Ready(PreparedAnswer answer)) {
            answer.rest().release();
        }
    }

    private Taken answer(
            ChannelHandlerContext ctx, ByteBuf in, Exchange exchange, PreparedAnswer answer, ChannelPromise sent) {
        in.skipBytes(exchange.length());
        ByteBuf lines = ctx.alloc().directBuffer(HEAD_BYTES);
        answer.begin(lines);
        server.writeTo(lines);
        lines.writeBytes(REQUEST_ID);
        lines.writeCharSequence(exchange.requestId(), StandardCharsets.US_ASCII);
        boolean last = leaving || !exchange.persistent();
        lines.writeBytes(last ? CLOSE : exchange.old() ? KEEP_ALIVE : LINE_END);
        ChannelFuture _ = ctx.write(lines, ctx.voidPromise());
        ChannelFuture _ = ctx.write(answer.rest(), sent);
        sending = sent;
        untold = true;
        unflushed = true;
        if (last) {
            sent.addListener(ChannelFutureListener.CLOSE);
            return Taken.LAST;
        }
        return Taken.ANSWERED;
    }

    /** Tells of the answers that were written since the last time, before something else is told. */
    void tell(ChannelHandlerContext ctx) {
        ChannelFuture last = sending;
        if (untold && last != null) {
            untold = false;
            ctx.fireUserEventTriggered(new Answered(last));
        }
    }

    /** Sends what was written, and tells of it. */
    void flush(ChannelHandlerContext ctx) {
        if (unflushed) {
            unflushed = false;
            ctx.flush();
        }
        tell(ctx);
    }

    /** The next answer is the last one. */
    void leave() {
        leaving = true;
    }

    /** The connection is closed. */
    void close() {
        closed = true;
        Awaited left = awaited;
        awaited = null;
        if (left != null && left.reply != null) {
            drop(left.reply);
        }
    }
}
