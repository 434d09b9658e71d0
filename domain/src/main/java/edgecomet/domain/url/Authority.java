package edgecomet.domain.url;

import java.util.Optional;

/** The rules for {@code host[:port]} (spec 03 §2.2, steps 8 and 9). */
final class Authority {
    private static final String NOT_A_LITERAL = "invalid IP-literal";

    private Authority() {}

    /** Returns why the spelling is no host and port. */
    static Optional<String> problem(String spelling) {
        int open = spelling.lastIndexOf('[');
        if (open > 0) {
            return Optional.of(NOT_A_LITERAL);
        }
        if (open == 0) {
            return literalProblem(spelling);
        }
        int colon = spelling.lastIndexOf(':');
        return (colon < 0 ? Optional.<String>empty() : portProblem(spelling.substring(colon)))
                .or(() -> bytesProblem(spelling, false));
    }

    private static Optional<String> literalProblem(String spelling) {
        int close = spelling.lastIndexOf(']');
        if (close < 0) {
            return Optional.of("missing ']' in host");
        }
        String literal = spelling.substring(1, close);
        int zone = literal.indexOf("%25");
        String address = zone < 0 ? literal : literal.substring(0, zone);
        return portProblem(spelling.substring(close + 1))
                .or(() -> bytesProblem(address, false))
                .or(() -> zone < 0 ? Optional.empty() : bytesProblem(literal.substring(zone), true))
                .or(() -> addressProblem(PercentCoding.decode(literal)));
    }

    private static Optional<String> addressProblem(String address) {
        return Ipv6Literal.problem(address)
                .map(reason -> "invalid host: " + reason)
                .or(() -> Ipv6Literal.isIpv4(address) ? Optional.of(NOT_A_LITERAL) : Optional.empty());
    }

    private static Optional<String> portProblem(String port) {
        return isPort(port) ? Optional.empty() : Optional.of("invalid port " + Quoted.of(port) + " after host");
    }

    /** Returns whether the text is empty, a colon, or a colon and digits. */
    static boolean isPort(String text) {
        if (text.isEmpty()) {
            return true;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.charAt(0) == ':';
    }

    /**
     * Only bytes beyond ASCII may be escaped in a host, and the percent sign itself; the zone of an address also admits
     * escapes of what a host may hold literally, and of a space.
     */
    private static Optional<String> bytesProblem(String spelling, boolean zone) {
        for (int i = 0; i < spelling.length(); i++) {
            char c = spelling.charAt(i);
            if (c == '%') {
                if (!PercentCoding.isEscape(spelling, i)) {
                    return Optional.of(PercentCoding.badEscape(spelling, i));
                }
                char octet = PercentCoding.octet(spelling, i);
                boolean allowed = octet == '%' || (zone ? octet == ' ' || ByteSet.HOST.contains(octet) : octet >= 0x80);
                if (!allowed) {
                    return Optional.of(PercentCoding.badEscape(spelling, i));
                }
                i += 2;
            } else if (c < 0x80 && !ByteSet.HOST.contains(c)) {
                return Optional.of("invalid character " + Quoted.of(String.valueOf(c)) + " in host name");
            }
        }
        return Optional.empty();
    }

    /** Returns the host without a valid port and without brackets. */
    static String hostname(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host =
                colon >= 0 && isPort(hostAndPort.substring(colon)) ? hostAndPort.substring(0, colon) : hostAndPort;
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
