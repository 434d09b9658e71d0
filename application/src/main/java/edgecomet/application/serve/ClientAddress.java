package edgecomet.application.serve;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the address of the client behind the proxies, for logs and events only (spec 02 §8). */
final class ClientAddress {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    private ClientAddress() {}

    /** Returns the first address that one of the named headers gives, else the socket's peer. */
    static String of(List<String> headerNames, RequestHeaders headers, String peerAddress) {
        for (String name : headerNames) {
            String value = headers.first(name);
            int comma = value.indexOf(',');
            String first = (comma < 0 ? value : value.substring(0, comma)).trim();
            if (!first.isEmpty()) {
                return normalize(first);
            }
        }
        return normalize(peerAddress);
    }

    private static String normalize(String text) {
        int from = text.startsWith("[") ? 1 : 0;
        int to = text.endsWith("]") && text.length() > from ? text.length() - 1 : text.length();
        String bare = text.substring(from, to);
        int zone = bare.indexOf('%');
        String candidate = zone < 0 ? bare : bare.substring(0, zone);
        return isLiteral(candidate) ? canonical(candidate) : candidate;
    }

    private static boolean isLiteral(String text) {
        boolean v6 = text.indexOf(':') >= 0;
        return v6
                ? text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)
                : IPV4.matcher(text).matches();
    }

    private static String canonical(String literal) {
        try {
            return Ipv6Text.compress(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return literal;
        }
    }
}
