package edgecomet.adapters.http.origin;

import edgecomet.adapters.http.client.Endpoint;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A normalised URL as a request needs it.
 *
 * @param target path and query as the URL spells them
 * @param credentials value of the {@code Authorization} header that the URL's user stands for
 */
record OriginUrl(Endpoint endpoint, String target, Optional<String> credentials) {

    private static final Pattern URL = Pattern.compile(
            "(https?)://(?:([^/?#]*)@)?([^/?#@]+?)(?::([0-9]{0,5}))?([/?][^#]*)?(?:#.*)?", Pattern.DOTALL);

    /** Takes a URL apart, or returns nothing if it is not one of HTTP. */
    static Optional<OriginUrl> parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean tls = matcher.group(1).equals("https");
        String port =
                Optional.ofNullable(matcher.group(4)).filter(p -> !p.isEmpty()).orElse(tls ? "443" : "80");
        String target = Optional.ofNullable(matcher.group(5)).orElse("/");
        try {
            Endpoint endpoint = new Endpoint(host(matcher.group(3)), Integer.parseInt(port), tls);
            return Optional.of(new OriginUrl(
                    endpoint,
                    sendable(target.startsWith("?") ? "/" + target : target),
                    Optional.ofNullable(matcher.group(2)).map(OriginUrl::basic)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String host(String spelled) {
        if (spelled.startsWith("[") && spelled.endsWith("]")) {
            return spelled.substring(1, spelled.length() - 1);
        }
        if (spelled.indexOf(':') >= 0) {
            throw new IllegalArgumentException("IPv6 without brackets");
        }
        return spelled.chars().allMatch(c -> c < 0x80) ? spelled : IDN.toASCII(spelled);
    }

    /** A query that cannot be decoded stays as the client sent it, blanks included; a request line has no place for those. */
    private static String sendable(String target) {
        StringBuilder sendable = new StringBuilder(target.length());
        for (byte octet : target.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0x20 && octet < 0x7f) {
                sendable.append((char) octet);
            } else {
                sendable.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return sendable.toString();
    }

    private static String basic(String userInfo) {
        String pair = userInfo.indexOf(':') < 0 ? userInfo + ":" : userInfo;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Describes the URL without its user and password. */
    @Override
    public String toString() {
        return "OriginUrl[" + endpoint.authority() + target + "]";
    }
}
