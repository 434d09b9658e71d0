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
import java.util.Date;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one scrape after another on one connection. The text is written off the event loop: with many hosts it takes
 * as long as many requests for pages.
 */
final class ScrapeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeHandler.class);
    private static final String SERVER = "EdgeComet-Metrics";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int MAX_REQUESTS = 1000;

    private final String path;
    private final PrometheusRegistry registry;
    private final Executor blocking;
    private int requests;

    ScrapeHandler(String path, PrometheusRegistry registry, Executor blocking) {
        this.path = path;
        this.registry = registry;
        this.blocking = blocking;
    }

    /** From now on a request is read when the one before it has its answer. */
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
        requests++;
        if (request.decoderResult().isFailure()) {
            answer(ctx, HttpResponseStatus.BAD_REQUEST, TEXT, "Error when parsing request", true);
        } else if (!path.equals(path(request.uri()))) {
            answer(ctx, HttpResponseStatus.NOT_FOUND, TEXT, "Not Found", false);
        } else {
            boolean gzip = request.headers()
                    .contains(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP, true);
            blocking.execute(() -> scrape(ctx, gzip));
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private void scrape(ChannelHandlerContext ctx, boolean gzip) {
        try {
            byte[] text = TextFormat.of(registry.scrape()).getBytes(StandardCharsets.UTF_8);
            FullHttpResponse response =
                    response(HttpResponseStatus.OK, TextFormat.CONTENT_TYPE, Unpooled.wrappedBuffer(gzip ? packed(text) : text));
            if (gzip) {
                response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
            }
            ctx.executor().execute(() -> send(ctx, response, false));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Metrics could not be written");
            ctx.executor().execute(() ->
                    answer(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, TEXT, "Internal server error", true));
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

    private void answer(
            ChannelHandlerContext ctx, HttpResponseStatus status, String type, String text, boolean last) {
        send(ctx, response(status, type, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), last);
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.SERVER, SERVER)
                .set(HttpHeaderNames.DATE, DateFormatter.format(new Date()))
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    /** The codec leaves out the body of an answer to HEAD; the handler in front closes where an answer says so. */
    private void send(ChannelHandlerContext ctx, FullHttpResponse response, boolean last) {
        if (last || requests >= MAX_REQUESTS) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ctx.writeAndFlush(response).addListener(sent -> ctx.read());
    }

    /** Silence of a client, or a client that has gone. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("closing a connection of the metrics listener", cause);
        ChannelFuture _ = ctx.close();
    }
}
