package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes HTTP/1 requests, one at a time: after a whole request, what the client has sent beyond it stays undecoded
 * until {@link #answered}. So all handlers behind know one exchange only, and a client that sends thousands of requests
 * ahead costs no more than their bytes. Each request is offered to the {@link EarlyLane} first.
 *
 * <p>Beside what Netty refuses it refuses folded headers, and heads for which there is no {@link HeadMemory}. Anything
 * after a malformed request is thrown away. Fires {@link Event#REQUEST_BEGAN} with the first byte of each request.
 */
final class RequestDecoder extends HttpRequestDecoder {

    /** The longest request line. */
    static final int MAX_LINE_BYTES = 16 * 1024;

    /** The largest head, request line included (spec 00). */
    static final int MAX_HEAD_BYTES = 64 * 1024;

    private static final int PIECE_BYTES = 16 * 1024;

    private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");

    private final HeadMemory memory;
    private final @Nullable EarlyLane early;
    private final HeadLines lines = new HeadLines();
    private Phase phase = Phase.HEAD;
    private boolean began;
    private int headBytes;
    private int reserved;
    private boolean decoding;

    RequestDecoder(HeadMemory memory, @Nullable EarlyLane early) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxChunkSize(PIECE_BYTES));
        this.memory = memory;
        this.early = early;
    }

    /** What the handlers behind are told beside the requests themselves. */
    enum Event {
        REQUEST_BEGAN
    }

    private enum Phase {
        HEAD,
        BODY,
        /** The request is whole and waits for its answer. */
        ANSWER,
        /** The request is not read yet, and looked after by the early lane. */
        EARLY,
        /** The request is answered, and the client has to read before there is another one. */
        FULL,
        BROKEN
    }

    /**
     * The answer to the request is written.
     *
     * @param last nothing that the client has sent beyond it is a request
     * @param read whether the client reads what it is sent
     */
    void answered(boolean last, boolean read) {
        if (phase == Phase.ANSWER) {
            began = false;
            headBytes = 0;
            lines.restart();
            releaseMemory();
            phase = last ? Phase.BROKEN : read ? Phase.HEAD : Phase.FULL;
        }
    }

    /** The client reads again. */
    void resume() {
        if (phase == Phase.FULL) {
            phase = Phase.HEAD;
        }
    }

    /** The early lane can say what becomes of the request that it looks after. */
    void resumeEarly() {
        if (phase == Phase.EARLY) {
            phase = Phase.HEAD;
        }
    }

    /** The next answer that is given early is the last one. */
    void leave() {
        if (early != null) {
            early.leave();
        }
    }

    /** Returns whether there are bytes that have to wait. */
    boolean isHolding() {
        return isWaiting() && actualReadableBytes() > 0;
    }

    private boolean isWaiting() {
        return phase == Phase.ANSWER || phase == Phase.EARLY || phase == Phase.FULL;
    }

    /** Returns whether bytes are left that can be decoded by now, and nobody is at it. */
    boolean isStalled() {
        return phase == Phase.HEAD && !decoding && actualReadableBytes() > 0;
    }

    @Override
    protected void callDecode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        boolean nested = decoding;
        decoding = true;
        try {
            super.callDecode(ctx, in, out);
        } finally {
            decoding = nested;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        switch (phase) {
            case HEAD -> {
                if (began || !isTakenEarly(ctx, in)) {
                    decodeHead(ctx, in, out);
                }
            }
            case BODY -> decodeOn(ctx, in, out);
            case ANSWER, EARLY, FULL -> {
                // The bytes of the next request stay where they are.
            }
            case BROKEN -> in.skipBytes(in.readableBytes());
        }
    }

    private boolean isTakenEarly(ChannelHandlerContext ctx, ByteBuf in) {
        if (early == null) {
            return false;
        }
        switch (early.take(ctx, in)) {
            case NOTHING -> {
                return false;
            }
            case ANSWERED -> phase = ctx.channel().isWritable() ? Phase.HEAD : Phase.FULL;
            case LAST -> phase = Phase.BROKEN;
            case WAITING -> phase = Phase.EARLY;
        }
        return true;
    }

    private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!began) {
            began = true;
            if (early != null) {
                early.tell(ctx);
            }
            ctx.fireUserEventTriggered(Event.REQUEST_BEGAN);
        }
        if (!reserve(headBytes + in.readableBytes() - HeadMemory.FREE)) {
            refuse(in, out, new HeadMemory.Exhausted());
        } else if (lines.isFolded(in)) {
            refuse(in, out, new IllegalArgumentException("a header is folded"));
        } else {
            int before = in.readableBytes();
            decodeOn(ctx, in, out);
            lines.consumed(before - in.readableBytes());
            headBytes += before - in.readableBytes();
        }
    }

    private void decodeOn(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int known = out.size();
        super.decode(ctx, in, out);
        for (Object message : out.subList(known, out.size())) {
            if (message instanceof HttpRequest request) {
                phase = request.decoderResult().isFailure() ? Phase.BROKEN : Phase.BODY;
            }
            if (message instanceof LastHttpContent end) {
                phase = end.decoderResult().isFailure() ? Phase.BROKEN : Phase.ANSWER;
            }
        }
    }

    /** The version as it must be written: Netty's own reading of it is a generous one. */
    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        if (!VERSIONS.contains(requestLine[2])) {
            throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
        }
        return super.createMessage(requestLine);
    }

    private void refuse(ByteBuf in, List<Object> out, RuntimeException why) {
        phase = Phase.BROKEN;
        in.skipBytes(in.readableBytes());
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.setDecoderResult(DecoderResult.failure(why));
        out.add(request);
    }

    private boolean reserve(int wanted) {
        int more = wanted - reserved;
        if (more > 0) {
            if (!memory.reserve(more)) {
                return false;
            }
            reserved = wanted;
        }
        return true;
    }

    private void releaseMemory() {
        memory.release(reserved);
        reserved = 0;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        releaseMemory();
        if (early != null) {
            early.close();
        }
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (early != null) {
            early.flush(ctx);
        }
        if (isWaiting()) {
            // Netty's own would read more in the name of a message that is not complete.
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }
}
