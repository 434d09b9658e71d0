package edgecomet.adapters.http.metrics;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request after another on one connection. The text is written off the event loop: with many hosts it takes
 * as long as many requests for pages. Nothing is read meanwhile; what had been sent ahead waits, no more than one read
 * has brought.
 */
final class ScrapeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeHandler.class);
    private static final String SERVER = "EdgeComet-Metrics";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int MAX_REQUESTS = 1000;

    private final String path;
    private final PrometheusRegistry registry;
    private final Executor blocking;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private boolean busy;
    private int answered;

    ScrapeHandler(String path, PrometheusRegistry registry, Executor blocking) {
        this.path = path;
        this.registry = registry;
        this.blocking = blocking;
    }

    /** What a request comes to. */
    private enum Wish {
        METRICS,
        UNKNOWN_PATH,
        MALFORMED
    }

    private record Asked(Wish wish, boolean gzip) {}

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        waiting.add(new Asked(
                wish(request),
                request.headers().containsValue(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP, true)));
        if (!busy) {
            next(ctx);
        }
    }

    /** Ends here, since Micronaut's handler behind would read on. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!busy) {
            ctx.read();
        }
    }

    private Wish wish(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Wish.MALFORMED;
        }
        int query = request.uri().indexOf('?');
        String asked = query < 0 ? request.uri() : request.uri().substring(0, query);
        return path.equals(asked) ? Wish.METRICS : Wish.UNKNOWN_PATH;
    }

    private void next(ChannelHandlerContext ctx) {
        Asked asked = waiting.poll();
        busy = asked != null;
        if (asked == null) {
            ctx.read();
            return;
        }
        switch (asked.wish()) {
            case METRICS ->
                blocking.execute(() -> {
                    FullHttpResponse metrics = metrics(asked.gzip());
                    ctx.executor().execute(() -> send(ctx, metrics));
                });
            case UNKNOWN_PATH -> send(ctx, line(HttpResponseStatus.NOT_FOUND, "Not Found"));
            case MALFORMED -> send(ctx, last(line(HttpResponseStatus.BAD_REQUEST, "Error when parsing request")));
        }
    }

    private FullHttpResponse metrics(boolean gzip) {
        try {
            byte[] text = TextFormat.of(registry.scrape()).getBytes(StandardCharsets.UTF_8);
            FullHttpResponse response = response(
                    HttpResponseStatus.OK, TextFormat.CONTENT_TYPE, Unpooled.wrappedBuffer(gzip ? packed(text) : text));
            if (gzip) {
                response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
            }
            return response;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Metrics could not be written");
            return last(line(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal server error"));
        }
    }

    private static byte[] packed(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static FullHttpResponse line(HttpResponseStatus status, String text) {
        return response(status, TEXT, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.SERVER, SERVER)
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(Instant.now())))
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    private static FullHttpResponse last(FullHttpResponse response) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** The codec leaves out the body of an answer to HEAD; the handler in front closes where an answer says so. */
    private void send(ChannelHandlerContext ctx, FullHttpResponse response) {
        answered++;
        ctx.writeAndFlush(answered < MAX_REQUESTS ? response : last(response)).addListener(sent -> next(ctx));
    }

    /** Silence of a client, or a client that has gone. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("closing a connection of the metrics listener", cause);
        ChannelFuture _ = ctx.close();
    }
}
