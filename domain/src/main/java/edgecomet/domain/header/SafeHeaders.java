package edgecomet.domain.header;

import java.util.List;

/**
 * The resolved lists of headers that may pass from client to origin and from origin to client (spec 02 §14).
 *
 * @param request names forwarded from the client's request
 * @param response names kept from the origin's response
 */
public record SafeHeaders(List<String> request, List<String> response) {

    /** The response headers that pass unless configured otherwise. */
    public static final List<String> DEFAULT_RESPONSE =
            List.of("Content-Type", "Cache-Control", "Expires", "Last-Modified", "ETag", "Location");

    /** No request header passes; the default response headers do. */
    public static final SafeHeaders DEFAULT = new SafeHeaders(List.of(), DEFAULT_RESPONSE);

    public SafeHeaders {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }
}
