package edgecomet.domain.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseHeaderFilterTest {

    private static final Headers ORIGIN = Headers.builder()
            .add("content-type", "text/html")
            .add("X-Custom", "one")
            .add("X-Custom", "two")
            .add("Set-Cookie", "id=1")
            .add("WWW-Authenticate", "Basic")
            .add("Location", "/next")
            .add("Transfer-Encoding", "chunked")
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type              | 200 | {content-type=[text/html]}",
                "x-custom                  | 200 | {X-Custom=[one, two]}",
                "Set-Cookie                | 200 | {Set-Cookie=[id=1]}",
                "WWW-Authenticate          | 200 | {}",
                "Transfer-Encoding         | 200 | {}",
                "Location                  | 200 | {}",
                "X-Missing                 | 200 | {}",
                "X-Missing                 | 301 | {Location=[/next]}",
                "Location                  | 303 | {Location=[/next]}",
            })
    void a_client_sees_what_is_safe(String safe, int status, String expected) {
        assertEquals(
                expected,
                ResponseHeaderFilter.forClient(ORIGIN, List.of(safe), status).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Set-Cookie | 200 | {}", "X-Custom | 302 | {X-Custom=[one, two], Location=[/next]}"})
    void the_cache_keeps_no_cookie(String safe, int status, String expected) {
        assertEquals(
                expected,
                ResponseHeaderFilter.forCache(ORIGIN, List.of(safe), status).toString());
    }
}
