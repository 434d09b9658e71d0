package edgecomet.adapters.fs.configuration;

import edgecomet.application.configuration.ListenAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammar of {@code host:port} (spec 01 §3.3). A port without a colon listens on every interface. */
sealed interface ListenText {

    /** An address that can be listened on. */
    record Valid(ListenAddress address) implements ListenText {}

    /** No address. */
    sealed interface Invalid extends ListenText {

        /** Returns why. */
        String reason();
    }

    /** A text that is no address at all. */
    record Malformed(String reason) implements Invalid {}

    /** An address whose port does not exist. */
    record OutOfRange(long port) implements Invalid {
        @Override
        public String reason() {
            return "port must be between 1 and 65535, got " + port;
        }
    }

    /** A whole number as the port may be written. */
    Pattern NUMERAL = Pattern.compile("[-+]?[0-9]{1,18}");

    /** Reads an address. */
    static ListenText parse(String text) {
        if (text.isEmpty()) {
            return new Malformed("listen address is empty");
        }
        if (!text.contains(":")) {
            return NUMERAL.matcher(text).matches()
                    ? port("", text)
                    : new Malformed("invalid listen address format: " + text);
        }
        Optional<String> malformed = malformation(text);
        if (malformed.isPresent()) {
            return new Malformed(
                    "invalid listen address format: " + text + ": address " + text + ": " + malformed.get());
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return port(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, text.substring(colon + 1));
    }

    private static Optional<String> malformation(String text) {
        int colon = text.lastIndexOf(':');
        int searchFrom = 0;
        int closing = -1;
        if (text.startsWith("[")) {
            closing = text.indexOf(']');
            if (closing < 0) {
                return Optional.of("missing ']' in address");
            }
            if (closing + 1 == text.length()) {
                return Optional.of("missing port in address");
            }
            if (closing + 1 != colon) {
                return Optional.of(
                        text.charAt(closing + 1) == ':' ? "too many colons in address" : "missing port in address");
            }
            searchFrom = 1;
        } else if (text.indexOf(':') != colon) {
            return Optional.of("too many colons in address");
        }
        if (text.indexOf('[', searchFrom) >= 0) {
            return Optional.of("unexpected '[' in address");
        }
        return text.indexOf(']', closing + 1) >= 0 ? Optional.of("unexpected ']' in address") : Optional.empty();
    }

    private static ListenText port(String host, String port) {
        if (!NUMERAL.matcher(port).matches()) {
            return new Malformed("invalid port in listen address: " + port);
        }
        long number = Long.parseLong(port);
        return number < 1 || number > 65535 ? new OutOfRange(number) : new Valid(new ListenAddress(host, (int) number));
    }
}
