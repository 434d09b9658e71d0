package edgecomet.adapters.http.client;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a host of a URL is by its spelling alone.
 *
 * <p>Programs disagree on hosts such as {@code 127.1}, {@code 0x7f000001} or {@code 0177.0.0.1}: to some they are
 * names, to others an address, and not always the same one. That disagreement is what attacks on address filters live
 * from. Here an address is four decimal numbers without leading zeros, or IPv6 text; a host whose last label is a
 * number, but which is no such address, is ambiguous. No name of the public DNS is lost by that, since no top-level
 * domain is a number.
 */
sealed interface HostSpelling {

    /** An IP address. */
    record Literal(InetAddress address) implements HostSpelling {}

    /** A name for the resolver. */
    record Name(String name) implements HostSpelling {}

    /** Neither, or not to everyone. */
    record Ambiguous() implements HostSpelling {}

    /** Classifies a host without port and brackets. */
    static HostSpelling of(String host) {
        if (host.indexOf(':') >= 0) {
            // A zone names a network interface of this machine; nothing public needs one.
            return host.indexOf('%') >= 0 ? new Ambiguous() : literal(host);
        }
        String relative = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (Grammar.DOTTED_QUAD.matcher(relative).matches()) {
            return literal(relative);
        }
        String last = relative.substring(relative.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean name = Grammar.NAME.matcher(relative).matches()
                && !Grammar.NUMBER.matcher(last).matches();
        return name ? new Name(host) : new Ambiguous();
    }

    private static HostSpelling literal(String text) {
        try {
            return new Literal(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return new Ambiguous();
        }
    }

    /** The shapes of hosts. */
    final class Grammar {
        private static final Pattern DOTTED_QUAD =
                Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
        private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

        private Grammar() {}
    }
}
