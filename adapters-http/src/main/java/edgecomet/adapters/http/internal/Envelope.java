package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.json.JsonText;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON around what the internal endpoints say (spec 04 §5). */
final class Envelope {

    /** Its content type. */
    static final String TYPE = "application/json";

    private Envelope() {}

    /** Returns the answer of an endpoint that says something in JSON. */
    static HttpResponse<byte[]> answer(int status, String json) {
        return HttpResponseFactory.INSTANCE
                .<byte[]>status(status, HttpResponseStatus.valueOf(status).reasonPhrase())
                .header("Content-Type", TYPE)
                .body(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the answer to a request that was fulfilled. */
    static String success() {
        return "{\"success\":true}";
    }

    /** Returns the answer to a request that cannot be fulfilled. */
    static String failure(String message) {
        return failure(message, null);
    }

    /**
     * Returns the answer to a request that cannot be fulfilled.
     *
     * @param data one JSON object about it; null for none
     */
    static String failure(String message, @Nullable String data) {
        byte[] json = JsonText.document(out -> {
            out.writeBooleanField("success", false);
            out.writeStringField("message", message);
            if (data != null) {
                out.writeFieldName("data");
                out.writeRawValue(data);
            }
        });
        return new String(json, StandardCharsets.UTF_8);
    }
}
