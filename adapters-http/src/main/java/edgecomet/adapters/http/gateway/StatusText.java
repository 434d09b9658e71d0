package edgecomet.adapters.http.gateway;

import edgecomet.domain.rules.StatusAction;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The reason phrases of spec 02 §15.1: Netty's, with some in its spelling and some that Netty does not know. */
final class StatusText {

    private static final Map<Integer, String> SPELLINGS = Map.of(
            413, "Request Entity Too Large",
            414, "Request URI Too Long",
            416, "Requested Range Not Satisfiable",
            418, "I'm a teapot",
            425, "Too Early",
            431, "Request Header Fields Too Large",
            451, "Unavailable For Legal Reasons",
            508, "Loop Detected");

    private StatusText() {}

    static String phrase(int status) {
        String own = SPELLINGS.get(status);
        if (own != null) {
            return own;
        }
        String usual = HttpResponseStatus.valueOf(status).reasonPhrase();
        return usual.endsWith("(" + status + ")") ? "Unknown Status Code" : usual;
    }

    /** Returns the body of a 4xx or 5xx status action. */
    static byte[] body(StatusAction action) {
        String text =
                action.reason().isEmpty() ? phrase(action.code()) : phrase(action.code()) + ": " + action.reason();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
