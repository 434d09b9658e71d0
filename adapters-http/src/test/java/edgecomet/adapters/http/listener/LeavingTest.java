package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.listener.EarlyStage.Reply;
import edgecomet.application.serve.RequestIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The server behind closes a connection that it has nothing to do for, when the gateway leaves: what it does not know
 * of, or what is not yet sent, comes first. The client reads one answer at a time, which sockets do not do on demand.
 */
class LeavingTest {

    private static final String LAST = "\r\nConnection: close\r\n";

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final SlowClient client = new SlowClient();
    private final EmbeddedChannel channel = channel();

    @AfterEach
    void nothingIsLeft() {
        assertFalse(channel.isOpen(), "the connection ends in any case");
        channel.finishAndReleaseAll();
    }

    private EmbeddedChannel channel() {
        ServerHeaders server = new ServerHeaders("EdgeGateway/1.0", InstantSource.system());
        RequestIds ids = new RequestIds();
        return new EmbeddedChannel(
                client,
                new Http1Codec(new HeadMemory(1 << 20), resume -> new EarlyLane(this::replyTo, server, ids, resume)),
                new RequestIntake(server, ids, true, 0));
    }

    private Reply replyTo(PlainRequest request) {
        assertEquals("/render?url=https://shop.example/", request.target());
        return replies.remove();
    }

    /** A client whose network takes what it is told to. */
    private static final class SlowClient extends ChannelOutboundHandlerAdapter {
        private final Deque<Held> held = new ArrayDeque<>();

        private record Held(Object message, ChannelPromise promise) {}

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            held.add(new Held(message, promise));
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            // What was written stays here until it is read.
        }

        /** Reads one answer, which ends in this text, and returns all of it. */
        String read(EmbeddedChannel channel, String end) {
            StringBuilder answer = new StringBuilder();
            ChannelHandlerContext ctx = channel.pipeline().context(this);
            while (!answer.toString().endsWith(end)) {
                Held next = held.remove();
                answer.append(((ByteBuf) next.message).toString(StandardCharsets.US_ASCII));
                ChannelFuture _ = ctx.writeAndFlush(next.message, next.promise);
            }
            channel.runPendingTasks();
            return answer.toString();
        }
    }

    private record Prepared(String text) implements PreparedAnswer {
        @Override
        public void begin(ByteBuf lines) {
            ByteBufUtil.writeAscii(lines, "HTTP/1.1 200 OK\r\n");
        }

        @Override
        public ByteBuf rest() {
            return Unpooled.copiedBuffer("\r\n" + text, StandardCharsets.US_ASCII);
        }
    }

    private static Reply ready(String text) {
        return new Reply.Ready(new Prepared(text));
    }

    private void ask(Reply... each) {
        for (Reply reply : each) {
            replies.add(reply);
        }
        String request = "GET /render?url=https://shop.example/ HTTP/1.1\r\nHost: gateway\r\n\r\n";
        channel.writeInbound(Unpooled.copiedBuffer(request.repeat(each.length), StandardCharsets.US_ASCII));
    }

    private void serverBehindGets() {
        assertInstanceOf(PublicRequest.class, channel.readInbound(), "it has the request");
    }

    private void serverBehindAnswers(String text) {
        ChannelFuture _ = channel.write(Answers.text(HttpMethod.GET, 200, "text/plain", text));
    }

    private ChannelFuture serverBehindCloses() {
        return channel.close();
    }

    private void isOpen() {
        channel.runPendingTasks();
        assertTrue(channel.isOpen(), "not all that is under way is sent");
    }

    @Test
    void closes_at_once_where_nothing_is_under_way() {
        ask(ready("one"));
        client.read(channel, "one");
        assertTrue(serverBehindCloses().isSuccess());
    }

    @Test
    void an_answer_given_since_is_sent_too_and_is_the_last_one() {
        ask(ready("one"));
        ChannelFuture closed = serverBehindCloses();
        ask(ready("two"), ready("three"));
        assertFalse(client.read(channel, "one").contains(LAST));
        isOpen();
        assertTrue(client.read(channel, "two").contains(LAST));
        assertTrue(closed.isSuccess());
        assertEquals(1, replies.size(), "the third is not looked at");
    }

    @Test
    void a_request_that_came_since_is_answered_by_the_server_behind() {
        ask(ready("one"));
        ChannelFuture closed = serverBehindCloses();
        ask(Reply.DECLINED);
        serverBehindGets();
        client.read(channel, "one");
        isOpen();
        serverBehindAnswers("two");
        isOpen();
        assertTrue(client.read(channel, "two").contains("\r\nconnection: close\r\n"));
        assertTrue(closed.isSuccess());
    }

    @Test
    void a_request_that_was_looked_after_is_answered_by_the_server_behind() {
        CompletableFuture<Reply> page = new CompletableFuture<>();
        ask(new Reply.Later(page));
        ChannelFuture _ = serverBehindCloses();
        isOpen();
        page.complete(Reply.DECLINED);
        isOpen();
        serverBehindGets();
        serverBehindAnswers("one");
        client.read(channel, "one");
    }

    @Test
    void a_request_that_was_looked_after_is_the_last_one() {
        CompletableFuture<Reply> page = new CompletableFuture<>();
        ask(new Reply.Later(page), ready("two"));
        ChannelFuture _ = serverBehindCloses();
        page.complete(ready("one"));
        isOpen();
        assertTrue(client.read(channel, "one").contains(LAST));
        assertEquals(1, replies.size(), "the second is not looked at");
    }

    @Test
    void an_answer_of_the_server_behind_is_sent() {
        ask(ready("one"), Reply.DECLINED);
        serverBehindGets();
        serverBehindAnswers("two");
        ChannelFuture _ = serverBehindCloses();
        client.read(channel, "one");
        isOpen();
        client.read(channel, "two");
    }

    @Test
    void what_the_server_behind_gives_up_is_not_waited_for() {
        ask(ready("one"));
        ChannelFuture _ = serverBehindCloses();
        ask(Reply.DECLINED);
        serverBehindGets();
        ChannelFuture _ = serverBehindCloses();
        isOpen();
        client.read(channel, "one");
        assertNull(client.held.peek());
    }

    @Test
    void a_request_that_is_refused_since_gets_its_answer() {
        ask(ready("one"));
        ChannelFuture _ = serverBehindCloses();
        channel.writeInbound(Unpooled.copiedBuffer("nonsense\r\n\r\n", StandardCharsets.US_ASCII));
        client.read(channel, "one");
        isOpen();
        assertTrue(client.read(channel, "Error when parsing request").contains(" 400 "));
    }
}
