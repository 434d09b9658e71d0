package edgecomet.adapters.http.client;

import static edgecomet.adapters.http.client.ClientFixture.EVENT_LOOPS;
import static edgecomet.adapters.http.client.ClientFixture.PATIENT;
import static edgecomet.adapters.http.client.ClientFixture.failure;
import static edgecomet.adapters.http.client.ClientFixture.response;
import static edgecomet.adapters.http.client.ClientFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.domain.header.Headers;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that offers nothing but HTTP/2; the path of a request says how it behaves. */
@Timeout(120)
class Http2Test {

    @TempDir
    static Path directory;

    private static SampleCertificate certificate;

    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private Channel listener;
    private HttpClient client;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = SampleCertificate.make(directory);
    }

    @BeforeEach
    void start() throws Exception {
        SslContext tls = SslContextBuilder.forServer(certificate.keys())
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
        listener = new ServerBootstrap()
                .group(EVENT_LOOPS)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(Http2FrameCodecBuilder.forServer().build())
                                .addLast(new Http2MultiplexHandler(new StreamSetup()));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .sync()
                .channel();
        client = new HttpClient(
                EVENT_LOOPS,
                ClientLimits.DEFAULT.withBodyBytes(100_000),
                AddressPolicy.ANY,
                name -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                TrustedAuthorities.ofBundle(certificate.bundle()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        listener.close().sync();
    }

    @Test
    void keeps_a_connection_for_many_requests() {
        for (int i = 0; i < 5; i++) {
            ClientAnswer answer = get("/hello?i=" + i, PATIENT);
            assertEquals(200, response(answer).status());
            assertEquals(Optional.of("yes"), response(answer).headers().first("x-answer"));
            assertEquals("hello", text(answer));
        }
        assertEquals(1, connections.get());
        assertEquals("GET https shop.example:" + port() + " /hello?i=0", requests.peek());
    }

    @Test
    void takes_an_answer_without_a_body() {
        assertEquals(204, response(get("/nothing", PATIENT)).status());
        assertEquals(204, response(get("/nothing", PATIENT)).status());
        assertEquals(1, connections.get());
    }

    @Test
    void takes_a_body_of_many_frames() {
        assertEquals(80_000, response(get("/large", PATIENT)).body().length);
    }

    @Test
    void posts_a_body() {
        ClientAnswer answer = client.exchange(ClientRequest.post(
                endpoint(), "/echo", Headers.EMPTY, "ping".getBytes(StandardCharsets.UTF_8), PATIENT));
        assertEquals("ping", text(answer));
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        assertEquals(Kind.BODY_TOO_LARGE, failure(get("/huge", PATIENT)).kind());
    }

    @Test
    void gives_up_at_the_limit() {
        assertEquals(
                Kind.TIMEOUT, failure(get("/silence", Duration.ofMillis(300))).kind());
        assertEquals("hello", text(get("/hello", PATIENT)));
        assertEquals(2, connections.get());
    }

    @Test
    void reports_a_reset() {
        assertEquals(Kind.CONNECTION_LOST, failure(get("/reset", PATIENT)).kind());
    }

    @Test
    void opens_another_connection_after_the_server_said_goodbye() {
        assertEquals("hello", text(get("/goodbye", PATIENT)));
        assertEquals("hello", text(get("/hello", PATIENT)));
        assertEquals(2, connections.get());
    }

    private ClientAnswer get(String target, Duration limit) {
        return client.exchange(ClientRequest.get(endpoint(), target, Headers.EMPTY, limit));
    }

    private Endpoint endpoint() {
        return new Endpoint("shop.example", port(), true);
    }

    private int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private final class StreamSetup extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Site());
        }
    }

    private final class Site extends SimpleChannelInboundHandler<Http2StreamFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            switch (frame) {
                case Http2HeadersFrame headers -> {
                    requests.add(String.join(
                            " ",
                            headers.headers().method(),
                            headers.headers().scheme(),
                            headers.headers().authority(),
                            headers.headers().path()));
                    answer(context, headers.headers().path().toString());
                }
                case Http2DataFrame data -> send(context, "200", data.content().toString(StandardCharsets.UTF_8));
                default -> {}
            }
        }

        private void answer(ChannelHandlerContext context, String path) {
            switch (path) {
                case "/nothing" -> send(context, "204", "");
                case "/large" -> send(context, "200", "x".repeat(80_000));
                case "/huge" -> send(context, "200", "x".repeat(200_000));
                case "/reset" -> {
                    ChannelFuture _ = context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                }
                case "/goodbye" -> {
                    send(context, "200", "hello");
                    ChannelFuture _ =
                            context.channel().parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
                }
                case "/silence", "/echo" -> {}
                default -> send(context, "200", "hello");
            }
        }

        private void send(ChannelHandlerContext context, String status, String body) {
            var headers = new DefaultHttp2Headers().status(status).add("x-answer", "yes");
            ChannelFuture _ = context.write(new DefaultHttp2HeadersFrame(headers, body.isEmpty()));
            if (!body.isEmpty()) {
                ChannelFuture _ = context.write(
                        new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), true));
            }
            context.flush();
        }
    }
}
