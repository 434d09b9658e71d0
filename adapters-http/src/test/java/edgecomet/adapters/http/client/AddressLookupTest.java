package edgecomet.adapters.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.AddressLookup.Result;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.application.port.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AddressLookupTest {

    private static final String PUBLIC = "93.184.215.14";

    /** The resolver of this test would answer with a public address: it must not even be asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The machine itself.
                "127.0.0.1",
                "127.0.0.2",
                "127.1.2.3",
                "127.255.255.255",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "::",
                "0:0:0:0:0:0:0:1",
                "0000:0000:0000:0000:0000:0000:0000:0001",
                "::0:1",
                // Private networks and links.
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "169.254.169.254",
                "169.254.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                // Special purpose, documentation, multicast, reserved, broadcast.
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "254.1.1.1",
                "255.255.255.255",
                "100::1",
                "2001:db8::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "3fff::1",
                "5f00::1",
                "ff02::1",
                "ff0e::1",
                // IPv4 inside IPv6.
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::FFFF:10.0.0.1",
                "0:0:0:0:0:ffff:a9fe:a9fe",
                "::127.0.0.1",
                "::7f00:1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "64:ff9b:1::8.8.8.8",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:c0a8:101::1",
                "2001:0:7f00:1::",
                "2001::1",
                // Zones.
                "fe80::1%eth0",
                "fe80::1%25eth0",
                "::1%lo",
                "2606:4700::1%eth0",
                // Numbers that some programs take for addresses.
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0X7F000001",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f.1",
                "127.0.0.01",
                "127.0.0.0x1",
                "00127.0.0.1",
                "3232235521",
                "0",
                "1",
                "0x0",
                "0xa9fea9fe",
                "169.254.43518",
                "134744072",
                "8.8.2056",
                "010.0.0.1",
                "127.0.0.256",
                "999.1.1.1",
                "1.2.3.4.5",
                "127.0.0.1.1",
                "foo.0x7f",
                "foo.1",
                // Final dots.
                "127.0.0.1.",
                "10.0.0.1.",
                "2130706433.",
                "0x7f.1.",
                "127.1.",
                "127.0.0.1..",
                // What is no host name.
                "",
                ".",
                "..",
                "a..b",
                "127.0.0.1@evil.example",
                "evil.example@127.0.0.1",
                "127.0.0.1 ",
                " 127.0.0.1",
                "127.0.0.1%00",
                "127.0.0.1\t",
                "127。0。0。1",
                "１２７.0.0.1",
                "ⓛocalhost",
                "[::1]",
                "[127.0.0.1]",
                "localhost:80",
                "a/b",
                "a\\b",
                "127.0.0.1#x",
                "127.0.0.1?x",
                "evil.example\u0000",
                "*.example",
            })
    void refuses_a_host_by_its_spelling_and_asks_nobody(String host) throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        try (AddressLookup lookup = new AddressLookup(
                name -> {
                    asked.incrementAndGet();
                    return addresses(PUBLIC);
                },
                AddressPolicy.PUBLIC_ONLY)) {
            assertEquals(Kind.FORBIDDEN_ADDRESS, kind(lookup, host), host);
            assertEquals(0, asked.get());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,               127.0.0.1",
        "localhost.,              127.0.0.1",
        "LOCALHOST,               ::1",
        "metadata.google.internal, 169.254.169.254",
        "10.0.0.1.nip.example,    10.0.0.1",
        "rebind.example,          93.184.215.14 127.0.0.1",
        "rebind.example,          127.0.0.1 93.184.215.14",
        "mixed.example,           2606:4700::1 ::1",
        "mixed.example,           93.184.215.14 1.1.1.1 fe80::1",
        "mapped.example,          ::ffff:192.168.1.1",
        "nat64.example,           64:ff9b::c0a8:101",
        "sixtofour.example,       2002:c0a8:101::",
        "teredo.example,          2001:0:c0a8:101::",
        "multicast.example,       224.0.0.251",
        "broadcast.example,       255.255.255.255",
        "unspecified.example,     0.0.0.0",
        "unspecified6.example,    ::",
        "carrier.example,         100.100.100.200",
        "benchmark.example,       198.18.5.5",
        "reserved.example,        250.1.2.3",
        "ula.example,             fd12:3456::1",
        "a_b.example,             10.1.1.1",
        "xn--bcher-kva.example,   172.20.0.5",
    })
    void refuses_a_name_with_any_address_that_is_not_public(String name, String answers) throws InterruptedException {
        try (AddressLookup lookup =
                new AddressLookup(asked -> addresses(answers.split(" ")), AddressPolicy.PUBLIC_ONLY)) {
            assertEquals(Kind.FORBIDDEN_ADDRESS, kind(lookup, name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example,   93.184.215.14",
        "shop.example.,  93.184.215.14 2606:4700::6810:85e5",
        "1.1.1.example,  1.1.1.1",
        "0x7f.example,   8.8.8.8",
        "8.8.8.8,        8.8.8.8",
        "172.32.0.1,     172.32.0.1",
        "100.128.0.1,    100.128.0.1",
        "2606:4700::1,   2606:4700::1",
        "64:ff9b::808:808, 64:ff9b::808:808",
    })
    void finds_public_addresses_in_their_order(String name, String answers) throws InterruptedException {
        try (AddressLookup lookup =
                new AddressLookup(asked -> addresses(answers.split(" ")), AddressPolicy.PUBLIC_ONLY)) {
            assertEquals(
                    new Result.Found(addresses(answers.split(" "))),
                    lookup.lookUp(name, Deadline.after(ClientFixture.PATIENT)));
        }
    }

    @Test
    void asks_once_for_a_connection() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        AddressResolver rebinding = name -> addresses(asked.incrementAndGet() == 1 ? PUBLIC : "127.0.0.1");
        try (AddressLookup lookup = new AddressLookup(rebinding, AddressPolicy.PUBLIC_ONLY)) {
            assertEquals(
                    new Result.Found(addresses(PUBLIC)),
                    lookup.lookUp("rebind.example", Deadline.after(ClientFixture.PATIENT)));
            assertEquals(1, asked.get());
        }
    }

    @Test
    void without_protection_every_address_may_be_dialled() throws InterruptedException {
        try (AddressLookup lookup =
                new AddressLookup(name -> addresses("10.0.0.1", "93.184.215.14"), AddressPolicy.ANY)) {
            Deadline deadline = Deadline.after(ClientFixture.PATIENT);
            assertEquals(new Result.Found(addresses("10.0.0.1", PUBLIC)), lookup.lookUp("any.example", deadline));
            assertEquals(new Result.Found(addresses("127.0.0.1")), lookup.lookUp("127.0.0.1", deadline));
        }
    }

    @Test
    void says_that_a_name_is_unknown() throws InterruptedException {
        AddressResolver unknown = name -> {
            throw new UnknownHostException(name);
        };
        try (AddressLookup failing = new AddressLookup(unknown, AddressPolicy.PUBLIC_ONLY);
                AddressLookup empty = new AddressLookup(name -> List.of(), AddressPolicy.PUBLIC_ONLY)) {
            assertEquals(Kind.UNKNOWN_HOST, kind(failing, "nowhere.example"));
            assertEquals(Kind.UNKNOWN_HOST, kind(empty, "nowhere.example"));
        }
    }

    @Test
    void waits_for_a_resolver_no_longer_than_the_deadline() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        AddressResolver hanging = name -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return List.of();
        };
        try (AddressLookup lookup = new AddressLookup(hanging, AddressPolicy.PUBLIC_ONLY)) {
            Result result = lookup.lookUp("slow.example", Deadline.after(Duration.ofMillis(100)));
            assertEquals(
                    Kind.TIMEOUT,
                    assertInstanceOf(Result.NotFound.class, result).failure().kind());
            interrupted.await();
        }
    }

    private static Kind kind(AddressLookup lookup, String host) throws InterruptedException {
        Result result = lookup.lookUp(host, Deadline.after(ClientFixture.PATIENT));
        assertTrue(result instanceof Result.NotFound, () -> host + " may be dialled: " + result);
        return ((Result.NotFound) result).failure().kind();
    }

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }
}
