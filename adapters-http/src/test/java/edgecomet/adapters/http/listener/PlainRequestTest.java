package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.serve.RequestHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read without decoding is what the decoder would have read; of all else not a byte is taken. */
class PlainRequestTest {

    private static final String WHOLE = """
            GET /render?url=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1 HTTP/1.1
            Host: gateway:9070
            X-Render-Key:  k-shop\t
            user-agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
            Accept-Encoding: gzip, deflate
            accept-encoding: br
            X-Empty:
            Connection: keep-alive

            """.replace("\n", "\r\n");

    private final PlainRequest request = new PlainRequest();

    private boolean read(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        int readable = in.readableBytes();
        boolean plain = request.read(in);
        assertEquals(readable, in.readableBytes(), "reading takes nothing");
        return plain;
    }

    @Test
    void says_what_stands_in_it() {
        assertTrue(read(WHOLE + "GET /render?of=the next"));
        assertEquals(WHOLE.length(), request.length());
        assertEquals("/render?url=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1", request.target());
        assertEquals("k-shop", request.first("X-Render-Key"));
        assertEquals("", request.first("X-Empty"));
        assertEquals("", request.first("X-Absent"));
        assertEquals(List.of("gzip, deflate", "br"), request.all("Accept-Encoding"));
        assertEquals("gateway:9070", request.only(List.of("host")).first("Host").orElseThrow());
        assertFalse(request.isHead());
        assertFalse(request.isOld());
        assertTrue(request.isPersistent());
    }

    @Test
    void a_copy_of_the_headers_goes_on_to_hold() {
        assertTrue(read(WHOLE));
        RequestHeaders copy = request.copy();
        assertTrue(read("HEAD /render? HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals("k-shop", copy.first("x-render-key"));
        assertEquals("", request.first("X-Render-Key"));
        assertTrue(request.isHead());
    }

    @Test
    void target_and_user_agent_make_the_page() {
        assertTrue(read(WHOLE));
        byte[] page = request.page();
        int hash = request.pageHash();
        assertTrue(request.asksFor(page));
        for (String same : List.of(
                WHOLE.replace("k-shop", "another"),
                WHOLE.replace("user-agent", "User-Agent"),
                WHOLE.replace("GET", "HEAD"))) {
            assertTrue(read(same));
            assertTrue(request.asksFor(page), same);
            assertEquals(hash, request.pageHash(), same);
        }
        for (String other : List.of(
                WHOLE.replace("a%3D1", "a%3D2"),
                WHOLE.replace("Googlebot/2.1", "Googlebot/2.2"),
                WHOLE.replace("user-agent", "user-alien"),
                WHOLE.replace("a%3D1", "a%3D1Mozilla").replace("user-agent: Mozilla", "user-agent: "))) {
            assertTrue(read(other));
            assertFalse(request.asksFor(page), other);
            assertNotEquals(hash, request.pageHash(), other);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /render?a HTTP/1.1~Host: a~~",
                "get /render?a HTTP/1.1~Host: a~~",
                "GET /render HTTP/1.1~Host: a~~",
                "GET //render?a HTTP/1.1~Host: a~~",
                "GET /render?a#b HTTP/1.1~Host: a~~",
                "GET http://a/render?a HTTP/1.1~Host: a~~",
                "GET  /render?a HTTP/1.1~Host: a~~",
                "GET /render?a  HTTP/1.1~Host: a~~",
                "GET /render?a HTTP/1.2~Host: a~~",
                "GET /render?a HTTP/2.0~Host: a~~",
                "GET /render?a HTTP/1.1 ~Host: a~~",
                "GET /render?\u00fc HTTP/1.1~Host: a~~",
                "GET /render?a HTTP/1.1~~",
                "GET /render?a HTTP/1.1~Host: a~Host: a~~",
                "GET /render?a HTTP/1.1~Host: a/b~~",
                "GET /render?a HTTP/1.0~Host: a~Host: b~~",
                "GET /render?a HTTP/1.1~Host : a~~",
                "GET /render?a HTTP/1.1~Host: a~: b~~",
                "GET /render?a HTTP/1.1~Host: a~X: 1~ folded~~",
                "GET /render?a HTTP/1.1~Host: a~no colon~~",
                "GET /render?a HTTP/1.1~Host: a~X: \u00fc~~",
                "GET /render?a HTTP/1.1~Host: a~X: a\u0000b~~",
                "GET /render?a HTTP/1.1~Host: a~X: a\rb~~",
                "GET /render?a HTTP/1.1~Host: a~X: a\nb: c~~",
                "GET /render?a HTTP/1.1~Host: a~Content-Length: 0~~",
                "GET /render?a HTTP/1.1~Host: a~Content-Length: 3~~abc",
                "GET /render?a HTTP/1.1~Host: a~transfer-encoding: chunked~~0~~",
                "GET /render?a HTTP/1.1~Host: a~Expect: 100-continue~~",
                "GET /render?a HTTP/1.1~Host: a~Upgrade: h2c~~",
                "GET /render?a HTTP/1.1~Host: a~Connection: upgrade~~",
                "GET /render?a HTTP/1.1~Host: a~Connection: close, keep-alive~~",
                "GET /render?a HTTP/1.1~Host: a~Connection: keep-alive~Connection: close~~",
                "GET /render?a HTTP/1.1~Host: a~",
                "GET /render?a HTTP/1.1~Host: a~\r",
                "GET /ren",
                "G",
                "\r\nGET /render?a HTTP/1.1~Host: a~~",
            })
    void leaves_all_else_to_the_decoder(String text) {
        assertFalse(read(text.replace("~", "\r\n")));
    }

    @Test
    void leaves_large_heads_to_the_decoder() {
        assertTrue(read("GET /render?a HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(4000) + "\r\n\r\n"));
        assertFalse(read("GET /render?a HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(4096) + "\r\n\r\n"));
        assertFalse(read("GET /render?a HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(64) + "\r\n"));
    }

    /** Requests that are nearly right, by the ten thousand: those that are plain are what the decoder reads too. */
    @Test
    void means_what_the_decoder_means() {
        Random random = new Random(20_261_130);
        int plain = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = mutated(random, i % 3 == 0 ? WHOLE : WHOLE.replace("1.1\r", "1.0\r"));
            if (read(text)) {
                plain++;
                compareWithDecoder(text);
            }
        }
        assertTrue(plain > 10_000 && plain < 50_000, "plain: " + plain);
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        String marks = "\r\n \t:/?#%,;=\"\u0000\u007f\u0080\u00e9GHh01aZ-~";
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(mutated.length());
            char mark = marks.charAt(random.nextInt(marks.length()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.setCharAt(at, mark);
                case 1 -> mutated.insert(at, mark);
                case 2 -> mutated.deleteCharAt(at);
                case 3 -> mutated.insert(mutated.indexOf("\r\n") + 2, lines(random));
                default -> mutated.setLength(mutated.length() - (random.nextInt(8) == 0 ? 1 : 0));
            }
        }
        return mutated.toString();
    }

    private static String lines(Random random) {
        List<String> lines = List.of(
                "Connection: close\r\n",
                "Connection: Keep-Alive\r\n",
                "Host: b\r\n",
                "X-Render-Key: other\r\n",
                "Content-Length: 0\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Expect: 100-continue\r\n",
                "X-Request-ID: a b\r\n",
                " folded\r\n",
                "X-Long: " + "y".repeat(50) + "\r\n");
        return lines.get(random.nextInt(lines.size()));
    }

    private void compareWithDecoder(String text) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(new HeadMemory(1 << 20), null));
        channel.writeInbound(Unpooled.copiedBuffer(text.substring(0, request.length()), StandardCharsets.ISO_8859_1));
        HttpRequest decoded = assertInstanceOf(HttpRequest.class, channel.readInbound(), text);
        assertTrue(decoded.decoderResult().isSuccess(), text);
        assertEquals(Optional.empty(), RequestSyntax.problemOfHttp1(decoded), text);
        assertEquals(request.isHead() ? HttpMethod.HEAD : HttpMethod.GET, decoded.method(), text);
        assertEquals(request.target(), decoded.uri(), text);
        assertEquals(request.isPersistent(), HttpUtil.isKeepAlive(decoded), text);
        for (String name : decoded.headers().names()) {
            assertEquals(decoded.headers().getAll(name), request.all(name), text);
            assertEquals(decoded.headers().get(name), request.first(name), text);
        }
        assertEquals(
                decoded.headers().size(),
                request.only(decoded.headers().names()).asMap().values().stream()
                        .mapToInt(List::size)
                        .sum(),
                text);
        assertInstanceOf(LastHttpContent.class, channel.readInbound(), "it has no body: " + text);
        channel.finishAndReleaseAll();
    }
}
