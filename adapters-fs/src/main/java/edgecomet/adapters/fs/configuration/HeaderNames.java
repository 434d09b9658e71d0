package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.yaml.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of HTTP headers in configured lists (spec 01 §3.6, §8.9). */
final class HeaderNames {

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private static final Set<String> BLOCKED = Set.of(
            "host", "content-length", "transfer-encoding", "connection", "upgrade", "keep-alive", "te", "trailer");

    private HeaderNames() {}

    /** Returns what is wrong with the name, or nothing. */
    static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("header name cannot be empty");
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (!isToken(c)) {
                int position = name.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
                return Optional.of(
                        "header name " + Quoted.of(name) + " contains invalid " + kind(c) + " at position " + position);
            }
        }
        return Optional.empty();
    }

    /** Returns why the name may not be passed on to an origin, or nothing. */
    static Optional<String> requestProblem(String name) {
        Optional<String> problem = problem(name);
        if (problem.isPresent()) {
            return problem;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (BLOCKED.contains(lower)) {
            return Optional.of("header " + Quoted.of(name) + " is blocked for security reasons");
        }
        return lower.startsWith("proxy-")
                ? Optional.of("header " + Quoted.of(name) + " is blocked (prefix \"proxy-\" not allowed)")
                : Optional.empty();
    }

    private static boolean isToken(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    private static String kind(int c) {
        if (c == ' ') {
            return "space";
        }
        if (c == ':') {
            return "colon";
        }
        return c < 32 || c == 127 ? "control character" : "character '" + Quoted.character(c) + "'";
    }
}
