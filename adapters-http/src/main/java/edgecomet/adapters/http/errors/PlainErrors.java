package edgecomet.adapters.http.errors;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** A line of text for every error of the server itself; nothing of the inside shows. */
@Singleton
@Primary
class PlainErrors implements ErrorResponseProcessor<byte[]> {

    PlainErrors() {}

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        return response.header("Content-Type", "text/plain; charset=utf-8")
                .body(text(response.code()).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(int status) {
        return switch (status) {
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Too big request header";
            default -> status < 500 ? "Error when parsing request" : "Internal server error";
        };
    }
}
