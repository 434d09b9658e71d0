package edgecomet.adapters.http.egress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.application.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way out of the browsers, by the SOCKS client of the Java runtime; 127.0.0.2 stands for a public address. */
@Timeout(60)
class EgressProxyTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("127.0.0.1");
    private static final AddressPolicy POLICY =
            address -> address.equals(PUBLIC) || AddressPolicy.PUBLIC_ONLY.permits(address);

    private final AtomicInteger lookups = new AtomicInteger();
    private EgressProxy proxy;
    private ServerSocket site;
    private ServerSocket secret;

    @BeforeEach
    void open() throws IOException {
        proxy = EgressProxy.open(this::resolve, POLICY);
        int port = FreePorts.next();
        site = new ServerSocket(port, 50, PUBLIC);
        secret = new ServerSocket(port, 50, PRIVATE);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        site.close();
        secret.close();
    }

    private List<InetAddress> resolve(String name) throws UnknownHostException {
        return switch (name) {
            case "public.test" -> List.of(PUBLIC);
            case "private.test" -> List.of(PRIVATE);
            case "mixed.test" -> List.of(PUBLIC, PRIVATE);
            case "rebinding.test" -> List.of(lookups.getAndIncrement() == 0 ? PUBLIC : PRIVATE);
            default -> throw new UnknownHostException(name);
        };
    }

    private Socket connect(String host, int port) throws IOException {
        URI address = URI.create(proxy.url());
        Socket socket =
                new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(address.getHost(), address.getPort())));
        socket.setSoTimeout(20_000);
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.test", "127.0.0.2"})
    void what_is_permitted_is_reached_and_every_byte_is_carried(String host) throws IOException {
        byte[] sent = new byte[5 * 1024 * 1024];
        new Random(3).nextBytes(sent);
        try (Socket browser = connect(host, site.getLocalPort());
                Socket accepted = site.accept()) {
            Thread.ofVirtual().start(() -> echo(accepted));
            Thread.ofVirtual().start(() -> write(browser, sent));
            assertArrayEquals(sent, browser.getInputStream().readNBytes(sent.length));
        }
        assertEquals(0, proxy.refused());
    }

    private static void echo(Socket socket) {
        try {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private.test",
                "mixed.test",
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "::1",
                "::ffff:127.0.0.1",
                "fe80::1",
                "0.0.0.0",
                "2130706433",
                "0x7f.1",
                "017700000001",
                "bad host"
            })
    void what_is_not_is_refused(String host) {
        assertThrows(
                SocketException.class,
                () -> connect(host, secret.getLocalPort()).close());
        assertEquals(1, proxy.refused());
    }

    @Test
    void a_name_that_changes_its_mind_is_asked_each_time_and_believed_once() throws IOException {
        try (Socket first = connect("rebinding.test", site.getLocalPort());
                Socket accepted = site.accept()) {
            assertEquals(PUBLIC, accepted.getLocalAddress());
            assertThrows(
                    SocketException.class,
                    () -> connect("rebinding.test", site.getLocalPort()).close());
            assertEquals(first.isConnected(), accepted.isConnected());
        }
        assertEquals(1, proxy.refused());
    }

    @Test
    void what_is_not_there_is_no_refusal() throws IOException {
        int closed = site.getLocalPort();
        site.close();
        assertThrows(SocketException.class, () -> connect("public.test", closed).close());
        assertThrows(
                SocketException.class, () -> connect("unknown.test", closed).close());
        assertEquals(0, proxy.refused());
    }

    @Test
    void each_end_ends_the_other() throws IOException {
        try (Socket browser = connect("public.test", site.getLocalPort())) {
            site.accept().close();
            assertEquals(-1, browser.getInputStream().read());
        }
        Socket browser = connect("public.test", site.getLocalPort());
        try (Socket accepted = site.accept()) {
            browser.close();
            assertEquals(-1, accepted.getInputStream().read());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://private.test/ HTTP/1.1\r\n\r\n",
                "\u0004\u0001",
                "\u0005\u0001\u0000\u0005\u0002\u0000\u0001aaaabb"
            })
    void who_speaks_otherwise_is_cut_off(String words) throws IOException {
        URI address = URI.create(proxy.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(socket.getInputStream().readAllBytes().length < 20, "nothing but words of the proxy");
        }
        try (Socket browser = connect("public.test", site.getLocalPort());
                Socket accepted = site.accept()) {
            assertTrue(accepted.isConnected() && browser.isConnected(), "others are served");
        }
    }
}
