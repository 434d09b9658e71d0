package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionVaryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html; charset=utf-8 |                          | Accept-Encoding",
                "application/json         |                          | Accept-Encoding",
                "image/png                |                          | ''",
                "                         |                          | ''",
                "text/html                | Cookie                   | Cookie, Accept-Encoding",
                "text/html                | Cookie, accept-encoding  | Cookie, accept-encoding",
                "text/html                | *                        | *",
                "image/png                | Cookie                   | Cookie",
            })
    void text_varies_and_the_vary_of_the_site_is_kept(@Nullable String type, @Nullable String vary, String expected) {
        MutableHttpResponse<?> response = HttpResponse.ok();
        if (type != null) {
            response.header("Content-Type", type);
        }
        if (vary != null) {
            response.header("Vary", vary);
        }
        CompressionVary.add(response);
        assertEquals(expected, String.join(", ", response.getHeaders().getAll("Vary")));
    }
}
