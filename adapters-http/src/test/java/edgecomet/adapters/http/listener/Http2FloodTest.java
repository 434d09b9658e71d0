package edgecomet.adapters.http.listener;

import static edgecomet.adapters.http.listener.Http2Client.ACK;
import static edgecomet.adapters.http.listener.Http2Client.CONTINUATION;
import static edgecomet.adapters.http.listener.Http2Client.DATA;
import static edgecomet.adapters.http.listener.Http2Client.END_HEADERS;
import static edgecomet.adapters.http.listener.Http2Client.END_STREAM;
import static edgecomet.adapters.http.listener.Http2Client.GO_AWAY;
import static edgecomet.adapters.http.listener.Http2Client.HEADERS;
import static edgecomet.adapters.http.listener.Http2Client.PING;
import static edgecomet.adapters.http.listener.Http2Client.PRIORITY;
import static edgecomet.adapters.http.listener.Http2Client.RST_STREAM;
import static edgecomet.adapters.http.listener.Http2Client.SETTINGS;
import static edgecomet.adapters.http.listener.Http2Client.frame;
import static edgecomet.adapters.http.listener.Http2Client.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.listener.Http2Client.Frame;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.testing.Eventually;
import edgecomet.application.tls.SampleIdentity;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that keep to the frames of HTTP/2 and not to its purpose: each ends its own connection and harms no other. */
class Http2FloodTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MANY = 20_000;

    @TempDir
    static Path directory;

    private static SampleIdentity identity;
    private static TlsClient client;
    private static PublicGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        identity = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "shop.example");
        client = new TlsClient(identity);
        gateway = PublicGateway.with(PublicGateway.limits(100, PublicGateway.LONG, PublicGateway.LONG))
                .tls(identity, TlsVersion.TLS_1_3)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void others_are_answered() {
        try (Http2Client other = connect(gateway)) {
            other.get(1, "/health");
            assertEquals("200", other.status(1));
        }
    }

    @Test
    void rapid_reset() {
        CountDownLatch hold = new CountDownLatch(1);
        gateway.hold(hold);
        int before = gateway.asked().size();
        try (Http2Client attacker = connect(gateway)) {
            for (int stream = 1; stream < MANY; stream += 2) {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                frames.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, stream, head("GET", "/render?url=reset")));
                frames.writeBytes(frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
                if (!attacker.sendAll(frames.toByteArray())) {
                    break;
                }
            }
            assertTrue(attacker.isEnded());
            assertTrue(
                    gateway.asked().size() - before <= 201,
                    "asked " + gateway.asked().size());
        } finally {
            hold.countDown();
            gateway.hold(new CountDownLatch(0));
        }
    }

    @Test
    void settings_flood() {
        assertEnhanceYourCalm(frame(SETTINGS, 0, 0, new byte[] {0, 3, 0, 0, 0, 100}));
    }

    @Test
    void ping_flood() {
        assertEnhanceYourCalm(frame(PING, 0, 0, new byte[8]));
    }

    @Test
    void priority_flood() {
        try (Http2Client attacker = connect(gateway)) {
            attacker.send(HEADERS, END_HEADERS, 1, head("POST", "/health"));
            assertEndedBy(attacker, frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 1}));
        }
    }

    @Test
    void a_client_that_measures_its_round_trip_now_and_then_is_no_flood() {
        try (Http2Client usual = connect(gateway)) {
            for (int i = 0; i < 100; i++) {
                usual.send(PING, 0, 0, new byte[8]);
                assertTrue(
                        usual.until(f -> f.type() == PING && f.flags() == ACK).isPresent());
            }
            usual.get(1, "/health");
            assertEquals("200", usual.status(1));
        }
    }

    @Test
    void continuation_flood() {
        try (Http2Client attacker = connect(gateway)) {
            attacker.send(HEADERS, END_STREAM, 1, head("GET", "/health"));
            assertEndedBy(attacker, frame(CONTINUATION, 0, 1, new byte[] {0x10, 1, 'a', 1, 'b'}));
        }
    }

    @Test
    void a_header_block_without_an_end() {
        try (Http2Client attacker = connect(gateway)) {
            attacker.send(HEADERS, END_STREAM, 1, head("GET", "/health"));
            byte[] large = new byte[16_000];
            assertEndedBy(attacker, frame(CONTINUATION, 0, 1, large));
        }
    }

    @Test
    void a_header_block_larger_than_all_requests_may_have() {
        try (Http2Client attacker = connect(gateway)) {
            String value = "x".repeat(7_000);
            String[] fields = new String[20];
            for (int i = 0; i < fields.length; i += 2) {
                fields[i] = "x-large";
                fields[i + 1] = value;
            }
            byte[] block = head("GET", "/health", fields);
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int from = 0; from < block.length; from += 16_000) {
                byte[] part = Arrays.copyOfRange(block, from, Math.min(block.length, from + 16_000));
                boolean last = from + 16_000 >= block.length;
                frames.writeBytes(frame(
                        from == 0 ? HEADERS : CONTINUATION,
                        (from == 0 ? END_STREAM : 0) | (last ? END_HEADERS : 0),
                        1,
                        part));
            }
            attacker.sendAll(frames.toByteArray());
            assertEquals("431", attacker.status(1));
        }
    }

    @Test
    void a_compressed_header_block_that_grows() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(head("GET", "/health"));
        // One large field goes into the table; each further byte repeats it.
        byte[] value = new byte[4_000];
        Arrays.fill(value, (byte) 'x');
        block.writeBytes(
                new byte[] {0x40, 1, 'a', 127, (byte) (((4_000 - 127) & 0x7F) | 0x80), (byte) ((4_000 - 127) >> 7)});
        block.writeBytes(value);
        for (int i = 0; i < 10_000; i++) {
            block.write(0x80 | 62);
        }
        try (Http2Client attacker = connect(gateway)) {
            attacker.send(HEADERS, END_HEADERS | END_STREAM, 1, block.toByteArray());
            Optional<Frame> refusal = attacker.until(
                    f -> (f.stream() == 1 && (f.type() == HEADERS || f.type() == RST_STREAM)) || f.type() == GO_AWAY);
            assertTrue(refusal.isPresent());
        }
    }

    @Test
    void empty_data_frames() {
        try (Http2Client attacker = connect(gateway)) {
            attacker.send(HEADERS, END_HEADERS, 1, head("POST", "/health"));
            assertEndedBy(attacker, frame(DATA, 0, 1, new byte[0]));
        }
    }

    @Test
    void more_streams_than_agreed() {
        CountDownLatch hold = new CountDownLatch(1);
        gateway.hold(hold);
        try (Http2Client greedy = connect(gateway)) {
            for (int stream = 1; stream <= 2 * 101; stream += 2) {
                greedy.get(stream, "/render?url=many");
            }
            Frame refusal = greedy.until(f -> f.type() == RST_STREAM).orElseThrow();
            assertEquals(201, refusal.stream());
            assertEquals(Http2Error.REFUSED_STREAM.code(), refusal.error());
            hold.countDown();
            assertEquals("400", greedy.status(1));
        } finally {
            hold.countDown();
            gateway.hold(new CountDownLatch(0));
        }
    }

    @Test
    void malformed_heads_are_refused_stream_by_stream() {
        try (Http2Client odd = connect(gateway)) {
            int stream = 1;
            for (byte[] bad : new byte[][] {
                head("GET", "http://h/health"),
                head("GET", "/hea\u0000lth"),
                head("GET", "/hea lth"),
                head("GET", "/render?url=\u00ff"),
                head("GET", "*"),
                head("GET", "render"),
                head("G T", "/health"),
                head("GET", "/health", "connection", "close"),
                head("GET", "/health", "transfer-encoding", "chunked"),
                head("GET", "/health", "X-Upper", "case"),
                head("GET", "/health", "x-nul", "a\u0000b"),
                head("GET", "/health", "x-crlf", "a\r\nb: c"),
                head("GET", "/health", ":path", "/other"),
                head("GET", "/health", "content-length", "5"),
                head("GET", ""),
                head("CONNECT", "h:80"),
                head("", "/health"),
                withoutPath(),
            }) {
                int current = stream;
                odd.send(HEADERS, END_HEADERS | END_STREAM, current, bad);
                Optional<Frame> answer =
                        odd.until(f -> (f.stream() == current && (f.type() == HEADERS || f.type() == RST_STREAM))
                                || f.type() == GO_AWAY);
                assertTrue(answer.isPresent());
                if (answer.get().type() == GO_AWAY) {
                    throw new AssertionError("the connection ends on stream " + current);
                }
                stream += 2;
            }
            odd.get(stream, "/health");
            assertEquals("200", odd.status(stream));
        }
    }

    private static byte[] withoutPath() {
        byte[] path = head("GET", "/health");
        byte[] rest = head("GET", "");
        return Arrays.copyOf(path, rest.length - ":path".length() - 3);
    }

    /** Counts the streams refused so far: the answer to a ping comes after all that was sent before it is dealt with. */
    private static int refusals(Http2Client attacker) {
        attacker.send(PING, 0, 0, new byte[8]);
        int refused = 0;
        Frame frame = nextRefusalOrAnswer(attacker);
        while (frame.type() == RST_STREAM) {
            assertEquals(Http2Error.REFUSED_STREAM.code(), frame.error());
            refused++;
            frame = nextRefusalOrAnswer(attacker);
        }
        return refused;
    }

    private static Frame nextRefusalOrAnswer(Http2Client attacker) {
        return attacker.until(f -> f.type() == RST_STREAM || (f.type() == PING && f.flags() == ACK))
                .orElseThrow();
    }

    @Test
    void large_heads_share_a_bounded_memory() {
        CountDownLatch hold = new CountDownLatch(1);
        gateway.hold(hold);
        String large = "x".repeat(16_000);
        byte[] block = head("GET", "/render?url=large", "x-a", large, "x-b", large, "x-c", large);
        List<Http2Client> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Http2Client attacker = connect(gateway);
                crowd.add(attacker);
                for (int stream = 1; stream < 200; stream += 2) {
                    attacker.send(HEADERS, END_STREAM, stream, Arrays.copyOf(block, 16_000));
                    attacker.send(CONTINUATION, 0, stream, Arrays.copyOfRange(block, 16_000, 32_000));
                    attacker.send(CONTINUATION, END_HEADERS, stream, Arrays.copyOfRange(block, 32_000, block.length));
                }
            }
            others_are_answered();
            int refused = 0;
            for (Http2Client attacker : crowd) {
                refused += refusals(attacker);
            }
            assertTrue(refused > 100 && refused < 400, "refused " + refused);
        } finally {
            hold.countDown();
            gateway.hold(new CountDownLatch(0));
            crowd.forEach(Http2Client::close);
        }
    }

    @Test
    void a_connection_without_a_stream_is_closed_after_its_time() {
        try (PublicGateway hasty = PublicGateway.with(PublicGateway.limits(10, PublicGateway.LONG, SHORT))
                        .tls(identity, TlsVersion.TLS_1_3)
                        .start();
                Http2Client silent = connect(hasty);
                Http2Client used = connect(hasty);
                Http2Client endless = connect(hasty)) {
            used.get(1, "/health");
            assertEquals("200", used.status(1));
            endless.send(HEADERS, END_STREAM, 1, head("GET", "/health"));
            assertTrue(silent.isEnded());
            assertTrue(used.isEnded());
            assertTrue(endless.isEnded());
        }
    }

    @Test
    void a_stream_whose_body_does_not_come_is_given_up_alone() {
        try (PublicGateway hasty = PublicGateway.with(PublicGateway.limits(10, SHORT, PublicGateway.LONG))
                        .tls(identity, TlsVersion.TLS_1_3)
                        .start();
                Http2Client slow = connect(hasty)) {
            slow.send(HEADERS, END_HEADERS, 1, head("POST", "/health"));
            assertEquals("408", slow.status(1));
            assertTrue(
                    slow.until(f -> f.type() == RST_STREAM && f.stream() == 1).isPresent());
            slow.get(3, "/health");
            assertEquals("200", slow.status(3));
        }
    }

    @Test
    void a_stream_whose_answer_is_not_read_is_given_up_alone() {
        try (PublicGateway hasty = PublicGateway.with(PublicGateway.limits(10, PublicGateway.LONG, PublicGateway.LONG))
                        .writeTimeout(SHORT)
                        .tls(identity, TlsVersion.TLS_1_3)
                        .start();
                Http2Client stuck = connect(hasty)) {
            hasty.answersWith(target -> new PageAnswer.Refusal.InvalidUrl("x".repeat(1_000_000)));
            stuck.get(1, "/render?url=x");
            assertEquals("400", stuck.status(1));
            assertTrue(
                    stuck.until(f -> f.type() == RST_STREAM && f.stream() == 1).isPresent());
            stuck.get(3, "/nowhere");
            assertEquals("404", stuck.status(3));
        }
    }

    @Test
    void work_that_nobody_waits_for_any_more_does_not_hurt_its_connection() {
        CountDownLatch hold = new CountDownLatch(1);
        gateway.hold(hold);
        int before = gateway.asked().size();
        try (Http2Client fickle = connect(gateway)) {
            fickle.get(1, "/render?url=left");
            Eventually.eventually("it is at work", () -> gateway.asked().size() == before + 1);
            fickle.send(RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
            hold.countDown();
            fickle.get(3, "/render?url=stays");
            assertEquals("400", fickle.status(3));
        } finally {
            hold.countDown();
            gateway.hold(new CountDownLatch(0));
        }
    }

    private static Http2Client connect(PublicGateway to) {
        return new Http2Client(client.socket(to.tlsPort(), "h2"));
    }

    private static void assertEnhanceYourCalm(byte[] frame) {
        try (Http2Client attacker = connect(gateway)) {
            for (int i = 0; i < 201; i++) {
                attacker.sendAll(frame);
            }
            Frame farewell = attacker.until(f -> f.type() == GO_AWAY).orElseThrow();
            assertEquals(Http2Error.ENHANCE_YOUR_CALM.code(), farewell.error());
            assertTrue(attacker.isEnded());
        }
    }

    private static void assertEndedBy(Http2Client attacker, byte[] frame) {
        for (int i = 0; i < MANY; i++) {
            if (!attacker.sendAll(frame)) {
                return;
            }
        }
        assertTrue(attacker.isEnded());
    }
}
