package edgecomet.adapters.http.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.util.Map;

/**
 * Looks at the head of a stream before Netty makes an HTTP/1 request of it: resets one whose method or path cannot be
 * those of a request, and one for which there is no {@link HeadMemory}. Netty's conversion would throw at the former,
 * and forget the buffer that it has made for it.
 */
final class StreamHeads extends ChannelInboundHandlerAdapter {

    /** What a field takes beside its text (RFC 9113 §6.5.2). */
    private static final int FIELD_BYTES = 32;

    private final HeadMemory memory;
    private int reserved;

    StreamHeads(HeadMemory memory) {
        this.memory = memory;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof Http2HeadersFrame frame && frame.headers().method() != null) {
            Http2Headers headers = frame.headers();
            if (!isRequest(headers)) {
                Ending.reset(ctx, Http2Error.PROTOCOL_ERROR);
                return;
            }
            if (!reserve(size(headers) - HeadMemory.FREE)) {
                Ending.reset(ctx, Http2Error.REFUSED_STREAM);
                return;
            }
        }
        super.channelRead(ctx, message);
    }

    private static boolean isRequest(Http2Headers headers) {
        return RequestSyntax.isToken(headers.method())
                && headers.path() != null
                && RequestSyntax.isVisible(headers.path());
    }

    private static int size(Http2Headers headers) {
        int size = 0;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            size += field.getKey().length() + field.getValue().length() + FIELD_BYTES;
        }
        return size;
    }

    private boolean reserve(int wanted) {
        if (wanted > 0 && !memory.reserve(wanted)) {
            return false;
        }
        reserved = Math.max(0, wanted);
        return true;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        memory.release(reserved);
        reserved = 0;
    }
}
