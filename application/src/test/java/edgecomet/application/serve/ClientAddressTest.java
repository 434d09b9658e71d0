package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.header.Headers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    /** Spec 02 §8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1.2.3.4                     | 1.2.3.4",
                "1.2.3.4, 5.6.7.8            | 1.2.3.4",
                "unknown                     | unknown",
                "1.2.3.4:5678                | 1.2.3.4:5678",
                "[2001:DB8:0:0:0:0:0:1]      | 2001:db8::1",
                "fe80::1%eth0                | fe80::1",
                "::ffff:1.2.3.4              | 1.2.3.4",
                "[::1]:80                    | ::1]:80",
                "\" \"                       | 10.0.0.1",
                "\", 5.6.7.8\"               | 10.0.0.1",
                "0:0:0:0:0:0:0:0             | ::",
                "1:0:0:2:0:0:0:3             | 1:0:0:2::3",
                "999.1.1.1                   | 999.1.1.1",
            })
    void the_first_address_of_a_header_is_the_clients(String header, String expected) {
        RequestHeaders headers = new GivenHeaders(
                Headers.builder().add("X-Forwarded-For", header).build());
        assertEquals(expected, ClientAddress.of(List.of("X-Real-IP", "X-Forwarded-For"), headers, "10.0.0.1"));
    }
}
