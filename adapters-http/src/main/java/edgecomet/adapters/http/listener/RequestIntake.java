package edgecomet.adapters.http.listener;

import edgecomet.application.serve.ClientPresence;
import edgecomet.application.serve.RequestIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets whole, well-formed requests in, as {@link PublicRequest}s, and answers all others itself. On the way out it
 * gives every answer its common headers and decides whether the connection goes on.
 *
 * <p>A body is thrown away as it comes, for no public path reads one, or kept up to a limit where a listener's
 * endpoints do. The next request begins behind it, or the connection ends.
 */
final class RequestIntake extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestIntake.class);
    private static final String REQUEST_ID = "X-Request-ID";

    /** The largest body that is read to its end where none is kept (spec 02 §1). */
    private static final long MAX_BODY_BYTES = 4 * 1024 * 1024;

    private final ServerHeaders server;
    private final RequestIds ids;
    private final boolean http1;
    private final int keptBytes;
    private final ClientPresence client = new ClientPresence();
    private @Nullable HttpRequest head;
    private @Nullable PublicRequest current;
    private long bodyBytes;
    private @Nullable ByteArrayOutputStream body;
    private boolean persistent = true;
    private boolean over;
    private @Nullable ChannelFuture sending;

    /** The next request is the last one, for the connection is to be closed. */
    private boolean leaving;

    /** The last request came since it is to be closed: what it gets ends the connection. */
    private boolean endsItself;

    /**
     * Creates the intake of one connection or stream.
     *
     * @param http1 whether the channel is a connection of HTTP/1, and not a stream
     * @param keptBytes of a body that endpoints may read; 0 for none
     */
    RequestIntake(ServerHeaders server, RequestIds ids, boolean http1, int keptBytes) {
        this.server = server;
        this.ids = ids;
        this.http1 = http1;
        this.keptBytes = keptBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!over && message instanceof HttpRequest request) {
                begin(ctx, request);
            }
            if (!over && message instanceof HttpContent content) {
                take(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        bodyBytes = 0;
        body = null;
        Optional<ProtocolError> problem = problem(request);
        if (problem.isPresent()) {
            refuse(ctx, problem.get());
        } else if (HttpUtil.is100ContinueExpected(request) && !(request instanceof LastHttpContent)) {
            ChannelFuture _ =
                    ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private Optional<ProtocolError> problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(ProtocolError.of(request));
        }
        Optional<ProtocolError> syntax = http1 ? RequestSyntax.problemOfHttp1(request) : RequestSyntax.problem(request);
        if (syntax.isPresent()) {
            return syntax;
        }
        if (HttpUtil.getContentLength(request, 0L) > mostBytes()) {
            return Optional.of(ProtocolError.MALFORMED);
        }
        boolean unknown = request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.headers().contains(HttpHeaderNames.EXPECT)
                && !HttpUtil.is100ContinueExpected(request);
        return unknown ? Optional.of(ProtocolError.UNKNOWN_EXPECTATION) : Optional.empty();
    }

    private void take(ChannelHandlerContext ctx, HttpContent content) {
        bodyBytes += content.content().readableBytes();
        if (content.decoderResult().isFailure() || bodyBytes > mostBytes()) {
            refuse(ctx, ProtocolError.MALFORMED);
            return;
        }
        if (keptBytes > 0 && content.content().isReadable()) {
            keep(content.content());
        }
        if (content instanceof LastHttpContent && head != null) {
            letIn(ctx, head);
        }
    }

    private long mostBytes() {
        return keptBytes > 0 ? keptBytes : MAX_BODY_BYTES;
    }

    private void keep(ByteBuf part) {
        if (body == null) {
            body = new ByteArrayOutputStream(part.readableBytes());
        }
        body.writeBytes(ByteBufUtil.getBytes(part));
    }

    private void letIn(ChannelHandlerContext ctx, HttpRequest whole) {
        String offered = whole.headers().get(REQUEST_ID);
        PublicRequest request =
                new PublicRequest(whole, ids.next(offered == null ? "" : offered), Peers.of(ctx.channel()), client);
        if (body != null) {
            request.keep(body.toByteArray());
            body = null;
        }
        persistent = HttpUtil.isKeepAlive(whole) && !leaving;
        endsItself = leaving;
        current = request;
        ctx.fireChannelRead(request);
    }

    private void refuse(ChannelHandlerContext ctx, ProtocolError error) {
        over = true;
        endsItself = true;
        Ending.withAnswer(ctx, error.answer(server));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        client.leave();
        ctx.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (Answers.isBegin(message)) {
            complete((HttpResponse) message);
        }
        boolean end = Answers.isEnd(message) && http1;
        ChannelFuture _ = ctx.write(message, end ? ending(promise.unvoid()) : promise);
    }

    private ChannelPromise ending(ChannelPromise sent) {
        sending = sent;
        if (!persistent) {
            over = true;
            sent.addListener(ChannelFutureListener.CLOSE);
        }
        return sent;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof EarlyLane.Answered(ChannelFuture last)) {
            sending = last;
        }
        ctx.fireUserEventTriggered(event);
    }

    /**
     * The server behind knows nothing of an answer that was given before it, nor when its own are sent: they are not cut
     * off. Of the requests that come in the meantime the first one is answered, and ends the connection.
     */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ChannelFuture last = sending;
        if (last == null || last.isDone()) {
            ChannelFuture _ = ctx.close(promise);
        } else {
            leave(ctx);
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
            closeBehind(ctx, last);
        }
    }

    private void leave(ChannelHandlerContext ctx) {
        leaving = true;
        endsItself = false;
        Http1Codec codec = ctx.pipeline().get(Http1Codec.class);
        if (codec != null) {
            codec.leave();
        }
    }

    /** A request that was looked after, and is left to the decoder, comes right behind the word that it is. */
    private void closeBehind(ChannelHandlerContext ctx, ChannelFuture last) {
        last.addListener(sent -> ctx.executor().execute(() -> closeUnlessMoreCame(ctx)));
    }

    private void closeUnlessMoreCame(ChannelHandlerContext ctx) {
        ChannelFuture last = sending;
        if (last != null && !last.isDone()) {
            closeBehind(ctx, last);
        } else if (!endsItself) {
            ChannelFuture _ = ctx.close();
        }
    }

    private void complete(HttpResponse answer) {
        HttpHeaders headers = answer.headers();
        server.addTo(headers);
        if (current != null && !headers.contains(REQUEST_ID)) {
            headers.set(REQUEST_ID, current.requestId());
        }
        if (http1) {
            decidePersistence(headers);
        }
    }

    /** An old client knows no chunks: the end of the connection is the end of its body. */
    private void decidePersistence(HttpHeaders headers) {
        boolean old = isOld();
        if (old && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
            persistent = false;
        }
        persistent &= !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (!persistent) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (old) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private boolean isOld() {
        return head != null && head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    /** A client that goes away, or talks nonsense below HTTP, is no event for the log. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug().setCause(cause).log("Connection closed");
        Ending.atOnce(ctx);
    }
}
