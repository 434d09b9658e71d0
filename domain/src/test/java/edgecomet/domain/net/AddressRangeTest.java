package edgecomet.domain.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/31, 192.0.2.1, true",
        "192.0.2.0/31, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 2001:db8::1, true",
        "::1, ::1, true",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "::ffff:10.0.0.0/8, 10.1.1.1, true",
    })
    void an_address_is_in_a_range_whose_first_bits_it_has(String range, String address, boolean contained) {
        assertEquals(
                Optional.of(contained), AddressRange.parse(range).map(r -> r.contains(InetAddress.ofLiteral(address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "x",
                "10",
                "10.0.0",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8x",
                "10.0.0.256",
                "::/129",
                ":::/8",
                "lb.example",
                "lb.example/8",
                "10.0.0.0/8/8"
            })
    void anything_else_is_no_range(String text) {
        assertEquals(Optional.empty(), AddressRange.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.0.0.0/8", "192.0.2.7, 192.0.2.7/32", "::1, 0:0:0:0:0:0:0:1/128"})
    void a_range_is_written_as_it_is_read(String text, String written) {
        assertEquals(written, AddressRange.parse(text).orElseThrow().toString());
        assertEquals(AddressRange.parse(text), AddressRange.parse(written));
    }
}
