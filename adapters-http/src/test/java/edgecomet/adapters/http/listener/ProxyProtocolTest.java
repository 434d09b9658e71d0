package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.serve.ServePageCommand;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a load balancer says about the client, in both versions of the protocol. */
class ProxyProtocolTest {

    private static final String BINARY_PREFIX = "0d0a0d0a000d0a515549540a";
    private static final String REQUEST = "GET /render?url=who HTTP/1.1\r\nHost: h\r\n\r\n";

    private static PublicGateway trusting;

    @BeforeAll
    static void start() {
        trusting = PublicGateway.with(PublicGateway.limits(100, PublicGateway.LONG, PublicGateway.LONG))
                .trusting("127.0.0.0/8")
                .start();
    }

    @AfterAll
    static void stop() {
        trusting.close();
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("PROXY TCP4 203.0.113.9 192.0.2.1 5000 80\r\n", "203.0.113.9"),
                Arguments.of("PROXY TCP6 2001:db8::9 2001:db8::1 5000 80\r\n", "2001:db8::9"),
                Arguments.of("PROXY UNKNOWN\r\n", "127.0.0.1"),
                Arguments.of(binary("21", "11", "cb007109" + "c0000201" + "1388" + "0050"), "203.0.113.9"),
                Arguments.of(
                        binary(
                                "21",
                                "21",
                                "20010db8000000000000000000000009" + "20010db8000000000000000000000001" + "1388"
                                        + "0050"),
                        "2001:db8:0:0:0:0:0:9"),
                Arguments.of(binary("20", "00", ""), "127.0.0.1"),
                Arguments.of(
                        binary("21", "11", "cb007109" + "c0000201" + "1388" + "0050" + "02000474657374"),
                        "203.0.113.9"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void the_client_is_who_the_load_balancer_says(String header, String client) {
        int before = trusting.commands().size();
        try (RawClient connection = new RawClient(trusting.port())) {
            connection.send(header + REQUEST + REQUEST);
            assertEquals("Invalid URL: who", connection.answer().body());
            assertEquals("Invalid URL: who", connection.answer().body());
        }
        List<String> peers = trusting.commands().stream()
                .skip(before)
                .map(ServePageCommand::peerAddress)
                .toList();
        assertEquals(List.of(client, client), peers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REQUEST,
                "PROXY\r\n" + REQUEST,
                "PROXY TCP4 203.0.113.9\r\n" + REQUEST,
                "PROXY TCP4 203.0.113.999 192.0.2.1 5000 80\r\n" + REQUEST,
                "PROXY TCP4 203.0.113.9 192.0.2.1 70000 80\r\n" + REQUEST,
                "PROXY TCP9 203.0.113.9 192.0.2.1 5000 80\r\n" + REQUEST,
                "proxy TCP4 203.0.113.9 192.0.2.1 5000 80\r\n" + REQUEST,
            })
    void a_trusted_connection_without_a_proper_header_is_closed(String bytes) {
        int before = trusting.commands().size();
        try (RawClient connection = new RawClient(trusting.port())) {
            assertTrue(connection.send(bytes).isClosed());
        }
        assertEquals(before, trusting.commands().size());
    }

    @Test
    void nobody_else_is_believed() {
        try (PublicGateway gateway = PublicGateway.with(
                                PublicGateway.limits(10, PublicGateway.LONG, PublicGateway.LONG))
                        .trusting("192.0.2.0/24")
                        .start();
                RawClient stranger = new RawClient(gateway.port());
                RawClient usual = new RawClient(gateway.port())) {
            stranger.send("PROXY TCP4 203.0.113.9 192.0.2.1 5000 80\r\n" + REQUEST);
            assertEquals(400, stranger.answer().status());
            assertEquals("Invalid URL: who", usual.send(REQUEST).answer().body());
            assertEquals("127.0.0.1", gateway.commands().getFirst().peerAddress());
            assertEquals(1, gateway.commands().size());
        }
    }

    private static String binary(String commandAndVersion, String family, String addresses) {
        String length = "%04x".formatted(addresses.length() / 2);
        byte[] bytes = HexFormat.of().parseHex(BINARY_PREFIX + commandAndVersion + family + length + addresses);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
