package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.domain.header.Headers;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to the one request that is under way on a connection. Runs on the connection's event loop only.
 *
 * <p>A body ends when the bytes that were read with its end are used up, not with its last byte: whatever follows it
 * unasked (a second answer that a hostile origin hopes to see given to the next request) is noticed before the
 * connection can be used again.
 */
final class ExchangeHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final int bodyLimit;
    private final boolean stream;
    private @Nullable Exchange exchange;
    private boolean answerBegun;
    private String cause = "connection closed by the server";

    /**
     * Creates the handler of one channel.
     *
     * @param stream whether the channel is one stream of an HTTP/2 connection, which lives on without it
     */
    ExchangeHandler(int bodyLimit, boolean stream) {
        this.bodyLimit = bodyLimit;
        this.stream = stream;
    }

    /** The answer as far as it came. */
    private static final class Exchange {
        private final CompletableFuture<Reply> reply;
        private @Nullable HttpResponse head;
        private @Nullable BodyQueue body;
        private long received;
        private boolean complete;

        Exchange(CompletableFuture<Reply> reply) {
            this.reply = reply;
        }
    }

    /** Expects the answer to a request that is about to be written. */
    void begin(CompletableFuture<Reply> reply) {
        exchange = new Exchange(reply);
        answerBegun = false;
    }

    /** Returns a handler, to stand before the HTTP decoder, that notes the first byte of an answer. */
    ChannelHandler firstByteMark() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                answerBegun = true;
                context.fireChannelRead(message);
            }
        };
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        Exchange current = exchange;
        if (current == null) {
            ChannelFuture _ = context.close();
            return;
        }
        if (current.complete) {
            // Nobody asked for more: this connection cannot be trusted with another request.
            finish(context, current, false);
            return;
        }
        if (message.decoderResult().isFailure()) {
            fail(context, malformed(message.decoderResult()));
            return;
        }
        if (message instanceof HttpResponse head) {
            begin(context, current, head);
        }
        if (exchange != null && message instanceof HttpContent content) {
            take(context, current, content);
        }
    }

    private void begin(ChannelHandlerContext context, Exchange current, HttpResponse head) {
        current.head = head;
        if (head.status().code() == 101) {
            fail(context, new Failure(Kind.MALFORMED, "the server switched protocols unasked"));
        } else if (HttpUtil.getContentLength(head, -1L) > bodyLimit) {
            fail(context, bodyTooLarge());
        } else if (!isInterim(head)) {
            BodyQueue body = new BodyQueue(context.channel());
            current.body = body;
            current.reply.complete(new Reply.Begun(head.status().code(), headers(head), length(head), body));
        }
    }

    private static boolean isInterim(HttpResponse head) {
        return head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static Headers headers(HttpResponse head) {
        Headers.Builder headers = Headers.builder();
        head.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return ConnectionHeaders.removeFrom(headers.build());
    }

    private static OptionalLong length(HttpResponse head) {
        long length = HttpUtil.getContentLength(head, -1L);
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    private void take(ChannelHandlerContext context, Exchange current, HttpContent content) {
        current.received += content.content().readableBytes();
        if (current.received > bodyLimit) {
            fail(context, bodyTooLarge());
            return;
        }
        BodyQueue body = current.body;
        if (body == null) {
            // The end of an interim answer, which has no body.
            return;
        }
        if (content.content().isReadable()) {
            body.add(new BodyQueue.Part.Bytes(ByteBufUtil.getBytes(content.content())));
        }
        current.complete = content instanceof LastHttpContent;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null && current.complete) {
            finish(context, current, true);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null && current.complete) {
            finish(context, current, false);
        } else if (current != null) {
            fail(context, new Failure(Kind.CONNECTION_LOST, cause));
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        cause = String.valueOf(thrown.getMessage());
        fail(context, new Failure(thrown instanceof DecoderException ? Kind.MALFORMED : Kind.CONNECTION_LOST, cause));
    }

    private void finish(ChannelHandlerContext context, Exchange current, boolean clean) {
        exchange = null;
        HttpResponse head = Objects.requireNonNull(current.head);
        boolean reusable =
                stream || (clean && context.channel().isActive() && HttpUtil.isKeepAlive(head) && isFramed(head));
        if (stream || !reusable) {
            ChannelFuture _ = context.close();
        }
        Objects.requireNonNull(current.body).add(new BodyQueue.Part.End(reusable));
    }

    /** Returns whether the answer's end was told by the answer, and not by the end of the connection. */
    private static boolean isFramed(HttpResponse head) {
        int status = head.status().code();
        return status == 204
                || status == 304
                || HttpUtil.isContentLengthSet(head)
                || HttpUtil.isTransferEncodingChunked(head);
    }

    private void fail(ChannelHandlerContext context, Failure failure) {
        Exchange current = exchange;
        exchange = null;
        ChannelFuture _ = context.close();
        if (current == null) {
            return;
        }
        BodyQueue body = current.body;
        if (body == null) {
            boolean lost = failure.kind() == Kind.CONNECTION_LOST;
            current.reply.complete(new Reply.Broken(failure, lost && !answerBegun));
        } else {
            body.add(new BodyQueue.Part.Broken(failure));
        }
    }

    private Failure bodyTooLarge() {
        return new Failure(Kind.BODY_TOO_LARGE, "response body exceeds " + bodyLimit + " bytes");
    }

    private static Failure malformed(DecoderResult result) {
        Throwable thrown = result.cause();
        return thrown instanceof TooLongFrameException
                ? new Failure(Kind.HEADERS_TOO_LARGE, "response headers are too large: " + thrown.getMessage())
                : new Failure(Kind.MALFORMED, "malformed response: " + thrown.getMessage());
    }
}
