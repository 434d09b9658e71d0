package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.client.RecordedDials;
import edgecomet.adapters.http.client.ScriptedServer;
import edgecomet.adapters.http.listener.RawClient;
import edgecomet.domain.url.TargetUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets that want to reach what is not on the public internet (spec 02 §5-6), from the client's socket to the
 * origin's. To make it hard, whoever asks has the key of the host, whatever its name, and every name leads to this
 * machine, where a server waits, unless the table says where it leads.
 */
@Timeout(60)
class HostileTargetsTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";

    private static ScriptedServer secret;
    private static RecordedDials dials;
    private static BypassingGateway gateway;

    /**
     * One line of the table.
     *
     * @param answer what is to come: {@code literal}, {@code unparseable}, {@code scheme}, {@code no-host},
     *     {@code no-normal-form}, all refused with 400; {@code dial}, a 502 like any origin out of reach
     * @param addresses that the name is said to have; empty for this machine's
     */
    record Target(String answer, String url, List<InetAddress> addresses) {

        static Target parse(String line) {
            String[] fields = line.strip().split("\\s+\\|\\s+", -1);
            List<InetAddress> addresses = fields.length < 3
                    ? List.of()
                    : Arrays.stream(fields[2].split(" ", -1))
                            .map(InetAddress::ofLiteral)
                            .toList();
            return new Target(fields[0], unescaped(fields[1]), addresses);
        }

        /** Writes out what an editor would not show. */
        private static String unescaped(String url) {
            return url.replace("{space}", " ")
                    .replace("{tab}", "\t")
                    .replace("{lf}", "\n")
                    .replace("{nul}", "\0")
                    .replace("{soft-hyphen}", "\u00ad")
                    .replace("{zero-width-space}", "\u200b");
        }

        String urlAt(int port) {
            return url.replace("PORT", Integer.toString(port));
        }

        /** Returns the name in the host, as a host of the configuration would have it. */
        Stream<String> hostname() {
            return TargetUrl.parse(urlAt(80)) instanceof TargetUrl parsed
                    ? Stream.of(parsed.hostname().toLowerCase(Locale.ROOT))
                    : Stream.of();
        }

        @Override
        public String toString() {
            return answer + " " + url + " " + addresses;
        }
    }

    static List<Target> targets() throws IOException {
        try (InputStream table = HostileTargetsTest.class.getResourceAsStream("hostile-targets.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Target::parse)
                    .toList();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        secret = ScriptedServer.answering(OK);
        dials = new RecordedDials();
        dials.leadTo(secret.port());
        Set<String> domains =
                targets().stream().flatMap(Target::hostname).collect(Collectors.toCollection(HashSet::new));
        Map<String, List<InetAddress>> names = targets().stream()
                .filter(target -> !target.addresses().isEmpty())
                .flatMap(target -> target.hostname().map(name -> Map.entry(name, target.addresses())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        gateway = BypassingGateway.forDomains(domains)
                .dialling(dials)
                .resolving(name -> names.getOrDefault(name, List.of(LOOPBACK)))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        dials.stop();
        secret.close();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothing_is_dialled(Target target) {
        String url = target.urlAt(secret.port());
        RawClient.Answer answer = gateway.ask(url);
        assertTrue(
                switch (target.answer()) {
                    case "literal" ->
                        isRefused(
                                answer,
                                "Invalid URL: SSRF protection: hostname resolves to private/reserved IP address: "
                                        + ((TargetUrl) TargetUrl.parse(url)).hostname());
                    case "unparseable" ->
                        answer.status() == 400
                                && answer.body().startsWith("Invalid URL: failed to parse URL: parse \"");
                    case "scheme" -> isRefused(answer, "Invalid URL: only HTTP and HTTPS schemes are supported");
                    case "no-host" -> isRefused(answer, "Invalid URL: URL must have a valid host");
                    case "no-normal-form" ->
                        answer.status() == 400 && answer.body().startsWith("Failed to normalize URL: invalid URL: ");
                    case "dial" -> isUnreachable(answer);
                    default -> throw new IllegalArgumentException(target.answer());
                },
                answer::toString);
        assertEquals(List.of(), dials.addresses());
        assertEquals(0, secret.connections());
    }

    /** What the table expects to be prevented does happen where nobody prevents it. */
    @Test
    void without_protection_the_same_requests_reach_the_server() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                BypassingGateway open = BypassingGateway.forDomains(List.of("127.0.0.1", "intranet.example"))
                        .unprotected()
                        .start()) {
            for (String host : List.of("127.0.0.1", "intranet.example")) {
                assertEquals(
                        "secret",
                        open.ask("http://" + host + ":" + server.port() + "/").body());
            }
            assertTrue(server.connections() > 0);
        }
    }

    @Test
    void the_address_that_is_dialled_is_the_one_that_was_checked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AddressResolver rebinding = name -> List.of(asked.incrementAndGet() == 1 ? PUBLIC : LOOPBACK);
        try (Rebound site = new Rebound(rebinding, OK.replace("OK\r\n", "OK\r\nConnection: close\r\n"))) {
            assertEquals("secret", site.ask().body());
            assertEquals(1, asked.get(), "nobody asks again between the check and the dial");
            assertTrue(isUnreachable(site.ask()), "the second answer of the name server is checked like the first");
            assertEquals(2, asked.get());
            assertEquals(List.of(PUBLIC), site.dials.addresses());
        }
    }

    /** The connection that was kept is gone when it is wanted; the one that replaces it is checked like any other. */
    @Test
    void a_request_that_is_sent_once_more_is_checked_once_more() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AddressResolver rebinding = name -> List.of(asked.incrementAndGet() == 1 ? PUBLIC : LOOPBACK);
        ScriptedServer.Script once = (peer, number) -> {
            peer.readHead();
            peer.write(OK);
            peer.readHead();
        };
        try (Rebound site = new Rebound(rebinding, ScriptedServer.start(once))) {
            assertEquals("secret", site.ask().body());
            assertTrue(isUnreachable(site.ask()));
            assertEquals(2, site.server.heads().size(), "the kept connection was tried first");
            assertEquals(List.of(PUBLIC), site.dials.addresses());
        }
    }

    @Test
    void a_redirect_into_the_private_network_is_the_clients_business() throws IOException {
        try (Rebound site = new Rebound(
                name -> List.of(PUBLIC),
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:8080/admin\r\nContent-Length: 0\r\n\r\n")) {
            RawClient.Answer answer = site.ask();
            assertEquals(302, answer.status());
            assertEquals("http://127.0.0.1:8080/admin", answer.header("Location"));
            assertEquals(List.of(PUBLIC), site.dials.addresses());
            assertEquals(1, site.server.heads().size());
        }
    }

    private static boolean isRefused(RawClient.Answer answer, String text) {
        return answer.status() == 400 && answer.body().equals(text);
    }

    private static boolean isUnreachable(RawClient.Answer answer) {
        return answer.status() == 502
                && answer.body().equals("Bad Gateway: Origin unreachable")
                && answer.header("X-Render-Source").equals("bypass");
    }

    /** A gateway before a site of the public internet, whose name server may change its mind. */
    private static final class Rebound implements AutoCloseable {

        private final ScriptedServer server;
        private final RecordedDials dials = new RecordedDials();
        private final BypassingGateway front;

        Rebound(AddressResolver resolver, String answer) throws IOException {
            this(resolver, ScriptedServer.answering(answer));
        }

        Rebound(AddressResolver resolver, ScriptedServer server) {
            this.server = server;
            dials.leadTo(server.port());
            this.front = BypassingGateway.forDomains(List.of("site.example"))
                    .dialling(dials)
                    .resolving(resolver)
                    .start();
        }

        RawClient.Answer ask() {
            return front.ask("http://site.example:" + server.port() + "/");
        }

        @Override
        public void close() throws IOException {
            front.close();
            dials.stop();
            server.close();
        }
    }
}
