package edgecomet.domain.url;

import java.util.Optional;

/** The syntax of the address between the brackets of a host (RFC 4291 §2.2, RFC 4007 §11). */
final class Ipv6Literal {
    private static final int GROUPS = 8;

    private final String address;
    private String rest;
    private int groups;
    private boolean compressed;

    private Ipv6Literal(String address, String groups) {
        this.address = address;
        this.rest = groups;
    }

    /** Returns why the text is no IP address of either version. */
    static Optional<String> problem(String address) {
        for (int i = 0; i < address.length(); i++) {
            switch (address.charAt(i)) {
                case '.' -> {
                    return ipv4Problem(address, address);
                }
                case ':' -> {
                    return new Ipv6Literal(address, address).scan();
                }
                case '%' -> {
                    return Optional.of(failure(address, "missing IPv6 address", ""));
                }
                default -> {}
            }
        }
        return Optional.of(failure(address, "unable to parse IP", ""));
    }

    /** Returns whether a text without {@link #problem} is an address of version 4. */
    static boolean isIpv4(String address) {
        return address.indexOf(':') < 0;
    }

    private Optional<String> scan() {
        int zone = rest.indexOf('%');
        if (zone >= 0) {
            if (zone == rest.length() - 1) {
                return fail("zone must be a non-empty string", "");
            }
            rest = rest.substring(0, zone);
        }
        if (rest.startsWith("::")) {
            compressed = true;
            rest = rest.substring(2);
        }
        while (!rest.isEmpty() && groups < GROUPS) {
            Optional<String> problem = group();
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (!rest.isEmpty()) {
            return fail("trailing garbage after address", rest);
        }
        if (groups < GROUPS && !compressed) {
            return fail("address string too short", "");
        }
        return groups == GROUPS && compressed
                ? fail("the :: must expand to at least one field of zeros", "")
                : Optional.empty();
    }

    private Optional<String> group() {
        int digits = 0;
        while (digits < rest.length() && Character.digit(rest.charAt(digits), 16) >= 0) {
            digits++;
        }
        if (digits > 4) {
            return fail("each group must have 4 or less digits", rest);
        }
        if (digits == 0) {
            return fail("each colon-separated field must have at least one digit", rest);
        }
        if (digits < rest.length() && rest.charAt(digits) == '.') {
            return embeddedIpv4();
        }
        groups++;
        rest = rest.substring(digits);
        return rest.isEmpty() ? Optional.empty() : separator();
    }

    private Optional<String> separator() {
        if (rest.charAt(0) != ':') {
            return fail("unexpected character, want colon", rest);
        }
        if (rest.length() == 1) {
            return fail("colon must be followed by more characters", rest);
        }
        rest = rest.substring(1);
        if (rest.charAt(0) == ':') {
            if (compressed) {
                return fail("multiple :: in address", rest);
            }
            compressed = true;
            rest = rest.substring(1);
        }
        return Optional.empty();
    }

    private Optional<String> embeddedIpv4() {
        if (groups > GROUPS - 2 || (!compressed && groups != GROUPS - 2)) {
            return fail("embedded IPv4 address must replace the final 2 fields of the address", rest);
        }
        Optional<String> problem = ipv4Problem(address, rest);
        groups += 2;
        rest = "";
        return problem;
    }

    private static Optional<String> ipv4Problem(String address, String dotted) {
        int value = 0;
        int digits = 0;
        int fields = 0;
        for (int i = 0; i < dotted.length(); i++) {
            char c = dotted.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits == 1 && value == 0) {
                    return Optional.of(failure(address, "IPv4 field has octet with leading zero", ""));
                }
                value = value * 10 + c - '0';
                digits++;
                if (value > 255) {
                    return Optional.of(failure(address, "IPv4 field has value >255", ""));
                }
            } else if (c != '.') {
                return Optional.of(failure(address, "unexpected character", dotted.substring(i)));
            } else if (digits == 0 || i == dotted.length() - 1) {
                return Optional.of(failure(address, "IPv4 field must have at least one digit", dotted.substring(i)));
            } else if (++fields == 4) {
                return Optional.of(failure(address, "IPv4 address too long", ""));
            } else {
                value = 0;
                digits = 0;
            }
        }
        return fields < 3 ? Optional.of(failure(address, "IPv4 address too short", "")) : Optional.empty();
    }

    private Optional<String> fail(String reason, String at) {
        return Optional.of(failure(address, reason, at));
    }

    private static String failure(String address, String reason, String at) {
        return "ParseAddr(" + Quoted.of(address) + "): " + reason + (at.isEmpty() ? "" : " (at " + Quoted.of(at) + ")");
    }
}
