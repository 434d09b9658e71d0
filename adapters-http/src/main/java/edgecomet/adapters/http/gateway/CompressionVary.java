package edgecomet.adapters.http.gateway;

import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import java.util.Arrays;

/**
 * Tells caches on the way that text has a compressed form for those who accept one. The server compresses after this,
 * and only longer bodies; whether it did depends on the request, what is said here must not.
 */
final class CompressionVary {

    private static final String VARY = "Vary";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private CompressionVary() {}

    static void add(MutableHttpResponse<?> response) {
        MutableHttpHeaders headers = response.getHeaders();
        String type = headers.get("Content-Type");
        if (type != null && MediaType.isTextBased(type) && !isSaid(headers)) {
            headers.add(VARY, ACCEPT_ENCODING);
        }
    }

    private static boolean isSaid(MutableHttpHeaders headers) {
        return headers.getAll(VARY).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::trim)
                .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(ACCEPT_ENCODING));
    }
}
