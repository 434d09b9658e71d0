package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two agents might read differently, over raw sockets. Each is followed by a well-formed request in the
 * same packet. A refused one gets its status and the end of the connection; what follows it, inside or behind, is never
 * taken for a request. An accepted one is answered, and so is what follows.
 */
class MalformedRequestTest {

    private static final String BEHIND = "GET /render?url=behind HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String SMUGGLED = "GET /render?url=smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String HOST = "Host: h\r\n";

    private static PublicGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PublicGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    record Sample(String name, String bytes, int status) {
        @Override
        public String toString() {
            return name + " -> " + status;
        }
    }

    private static Sample bad(String name, String bytes) {
        return new Sample(name, bytes, 400);
    }

    private static Sample head(String name, String lines) {
        return bad(name, "GET /render?url=x HTTP/1.1\r\n" + HOST + lines + "\r\n");
    }

    private static Sample line(String name, String requestLine) {
        return bad(name, requestLine + "\r\n" + HOST + "\r\n");
    }

    static Stream<Sample> refused() {
        return Stream.of(framing(), heads(), requestLines(), bodies(), sizes()).flatMap(List::stream);
    }

    private static List<Sample> framing() {
        String length = "Content-Length: " + SMUGGLED.length() + "\r\n";
        return List.of(
                head("length and chunked", length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                head("chunked and length", "Transfer-Encoding: chunked\r\n" + length + "\r\n0\r\n\r\n" + SMUGGLED),
                head("two lengths", length + "Content-Length: 0\r\n\r\n" + SMUGGLED),
                head("two equal lengths", length + length + "\r\n" + SMUGGLED),
                head("lengths in a list", "Content-Length: 0, " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED),
                head("equal lengths in a list", "Content-Length: 5, 5\r\n\r\nhello"),
                head("a length with a sign", "Content-Length: +5\r\n\r\nhello"),
                head("a negative length", "Content-Length: -5\r\n\r\nhello"),
                head("a hexadecimal length", "Content-Length: 0x5\r\n\r\nhello"),
                head("a length that overflows", "Content-Length: 18446744073709551621\r\n\r\nhello"),
                head("an empty length", "Content-Length: \r\n\r\n" + SMUGGLED),
                head("a length with a space inside", "Content-Length: 1 1\r\n\r\nhello"),
                head("a length that is no number", "Content-Length: five\r\n\r\nhello"),
                head("a coding beside chunked", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                head("chunked is not last", "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + SMUGGLED),
                head("an unknown coding", "Transfer-Encoding: cow\r\n\r\n" + SMUGGLED),
                head("identity", "Transfer-Encoding: identity\r\n" + length + "\r\n" + SMUGGLED),
                head("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" + SMUGGLED),
                head("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                head("a coding in quotes", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" + SMUGGLED),
                head("a coding behind a vertical tab", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad(
                        "chunks in HTTP/1.0",
                        "GET /render?url=x HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    }

    private static List<Sample> heads() {
        return List.of(
                head("a folded header", "X-A: one\r\n two\r\n"),
                head("a header folded with a tab", "X-A: one\r\n\ttwo\r\n"),
                head("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                bad("a space before the first header", "GET /render?url=x HTTP/1.1\r\n X-A: b\r\n" + HOST + "\r\n"),
                head("a space before the colon", "Content-Length : 5\r\n\r\nhello"),
                head("a tab before the colon", "Content-Length\t: 5\r\n\r\nhello"),
                head("a header without a name", ": value\r\n"),
                head("a header without a colon", "nothing\r\n"),
                head("a NUL in a name", "X-\u0000A: b\r\n"),
                head("a NUL in a value", "X-A: b\u0000c\r\n"),
                head("a carriage return in a value", "X-A: b\rContent-Length: 50\r\n"),
                head("a line feed alone", "X-A: b\nX-C: d\r\n"),
                head("a form feed in a value", "X-A: b\fc\r\n"),
                head("bytes beyond ASCII in a name", "X-\u00c3\u00a9: b\r\n"),
                head("a comma in a name", "X,A: b\r\n"),
                head("a second host", "Host: other\r\n"),
                bad("no host", "GET /render?url=x HTTP/1.1\r\n\r\n"),
                bad("a host with a path", "GET /render?url=x HTTP/1.1\r\nHost: h/x\r\n\r\n"),
                bad("a host with a user", "GET /render?url=x HTTP/1.1\r\nHost: u@h\r\n\r\n"),
                bad("two hosts in one", "GET /render?url=x HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                bad("a host with a space", "GET /render?url=x HTTP/1.1\r\nHost: a b\r\n\r\n"),
                bad("line feeds alone throughout", "GET /render?url=x HTTP/1.1\nHost: h\n\n"));
    }

    private static List<Sample> requestLines() {
        return List.of(
                line("an absolute target", "GET http://h/render?url=x HTTP/1.1"),
                line("another scheme", "GET ftp://h/render HTTP/1.1"),
                line("an authority", "CONNECT h:80 HTTP/1.1"),
                line("a path without its slash", "GET render?url=x HTTP/1.1"),
                line("an asterisk for GET", "GET * HTTP/1.1"),
                line("a query alone", "GET ?url=x HTTP/1.1"),
                line("no target", "GET  HTTP/1.1"),
                line("no version", "GET /render?url=x"),
                line("a version without a number", "GET /render?url=x HTTP"),
                line("a version of its own", "GET /render?url=x HTTP/1.2"),
                line("version 2", "GET /render?url=x HTTP/2.0"),
                line("version 0.9", "GET /render?url=x HTTP/0.9"),
                line("another protocol", "GET /render?url=x ICAP/1.1"),
                line("a lower-case protocol", "GET /render?url=x http/1.1"),
                line("a space in the target", "GET /render?url=a b HTTP/1.1"),
                line("something behind the version", "GET /render?url=x HTTP/1.1 x"),
                line("a NUL in the target", "GET /render?url=\u0000 HTTP/1.1"),
                line("DEL in the target", "GET /render?url=\u007f HTTP/1.1"),
                line("an escape character in the target", "GET /render?url=\u001b HTTP/1.1"),
                line("a lone byte of UTF-8", "GET /render?url=\u00ff HTTP/1.1"),
                line("a cut sequence of UTF-8", "GET /render?url=\u00c3 HTTP/1.1"),
                line("an overlong sequence of UTF-8", "GET /render?url=\u00c0\u00af HTTP/1.1"),
                line("a surrogate in UTF-8", "GET /render?url=\u00ed\u00a0\u0080 HTTP/1.1"),
                line("a method with a slash", "G/T /render?url=x HTTP/1.1"),
                line("a method of control characters", "G\u0001T /render?url=x HTTP/1.1"),
                line("a method that never ends", "G".repeat(33) + " /render?url=x HTTP/1.1"),
                bad("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                bad("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                bad("an untrusted PROXY header", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + SMUGGLED),
                bad("a space before the method", " GET /render?url=x HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    private static List<Sample> bodies() {
        String chunked = "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                head("a chunk without a size", chunked + "\r\nhello\r\n0\r\n\r\n"),
                head("a chunk of no hexadecimal size", chunked + "xyz\r\nhello\r\n0\r\n\r\n"),
                head("a chunk with a sign", chunked + "+5\r\nhello\r\n0\r\n\r\n"),
                head("a negative chunk", chunked + "-5\r\nhello\r\n0\r\n\r\n"),
                head("a chunk with 0x", chunked + "0x5\r\nhello\r\n0\r\n\r\n"),
                head("a chunk that overflows an int", chunked + "100000005\r\nhello\r\n0\r\n\r\n"),
                head("a chunk that overflows a long", chunked + "10000000000000005\r\nhello\r\n0\r\n\r\n"),
                head("a chunk longer than its size", chunked + "5\r\nhelloworld\r\n0\r\n\r\n"),
                head("a chunk ended by a line feed", chunked + "5\r\nhello\n0\r\n\r\n"),
                head("a size ended by a line feed", chunked + "5\nhello\r\n0\r\n\r\n"),
                head("a line feed in a chunk extension", chunked + "5;a\nb\r\nhello\r\n0\r\n\r\n"),
                head("a trailer without a colon", chunked + "0\r\nnothing\r\n\r\n"),
                head("a body beyond the limit", "Content-Length: 4194305\r\n\r\n"),
                head("chunks beyond the limit", chunked + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(65)));
    }

    private static List<Sample> sizes() {
        String fill = "x".repeat(60_000);
        return List.of(
                new Sample(
                        "a target too long",
                        "GET /render?url=" + "x".repeat(17_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                        414),
                new Sample("a request line that never ends", "G".repeat(20_000), 414),
                new Sample(
                        "a header too large",
                        "GET /render?url=x HTTP/1.1\r\n" + HOST + "X-A: " + "x".repeat(66_000) + "\r\n\r\n",
                        431),
                new Sample(
                        "headers too large together",
                        "GET /render?url=x HTTP/1.1\r\n" + HOST + "X-A: " + fill + "\r\nX-B: " + fill + "\r\n\r\n",
                        431),
                new Sample(
                        "line and headers too large together",
                        "GET /render?url=" + "x".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "X-A: " + fill + "\r\n\r\n",
                        431),
                new Sample(
                        "too many headers",
                        "GET /render?url=x HTTP/1.1\r\n" + HOST + "a: b\r\n".repeat(300) + "\r\n",
                        431),
                new Sample(
                        "an unknown expectation",
                        "GET /render?url=x HTTP/1.1\r\n" + HOST + "Expect: a-miracle\r\n\r\n",
                        417));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void nothing_behind_a_refused_request_is_taken_for_one(Sample sample) {
        try (RawClient client = new RawClient(gateway.port())) {
            RawClient.Answer refusal =
                    client.send(sample.bytes() + BEHIND + BEHIND).answer();
            assertAll(
                    () -> assertEquals(sample.status(), refusal.status()),
                    () -> assertEquals("close", refusal.header("Connection")),
                    () -> assertEquals("EdgeGateway/1.0", refusal.header("Server")),
                    () -> assertFalse(refusal.header("Date").isEmpty()));
            assertTrue(client.isClosed());
        }
        assertEquals(List.of(), gateway.asked());
    }
}
