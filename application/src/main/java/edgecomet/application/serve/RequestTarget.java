package edgecomet.application.serve;

import edgecomet.domain.net.PrivateAddresses;
import edgecomet.domain.url.InvalidUrl;
import edgecomet.domain.url.TargetUrl;
import java.nio.charset.StandardCharsets;

/** Checks the URL that a request asks for, before anybody is asked who is asking (spec 02 §5). */
public sealed interface RequestTarget {

    /** The URL may be asked for, if the key fits. */
    record Valid(String url, String hostname) implements RequestTarget {}

    /** It may not; the message is the end of the answer's body. */
    record Invalid(String message) implements RequestTarget {}

    /** The most bytes that a target URL may have. */
    int MAX_BYTES = 2048;

    /** Checks the decoded {@code url} parameter. */
    static RequestTarget check(String url, boolean ssrfProtection) {
        if (url.isEmpty()) {
            return new Invalid("missing required 'url' query parameter");
        }
        if (url.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return new Invalid("URL exceeds maximum length of " + MAX_BYTES + " characters");
        }
        return switch (TargetUrl.parse(url)) {
            case InvalidUrl(String message) -> new Invalid("failed to parse URL: " + message);
            case TargetUrl target -> check(target, url, ssrfProtection);
        };
    }

    private static RequestTarget check(TargetUrl target, String url, boolean ssrfProtection) {
        if (!target.scheme().equals("http") && !target.scheme().equals("https")) {
            return new Invalid("only HTTP and HTTPS schemes are supported");
        }
        if (target.host().isEmpty()) {
            return new Invalid("URL must have a valid host");
        }
        if (ssrfProtection && PrivateAddresses.isPrivateLiteral(target.hostname())) {
            return new Invalid(
                    "SSRF protection: hostname resolves to private/reserved IP address: " + target.hostname());
        }
        return new Valid(url, target.hostname());
    }
}
