package edgecomet.domain.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A range of addresses that share their first bits. Immutable; asks no resolver. */
public final class AddressRange {

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** Parses {@code address/bits}, or the address of one host; empty for any other text. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!isComplete(literal)) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.ofLiteral(literal).getAddress();
            int most = address.length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text, slash + 1, text.length(), 10);
            return bits < 0 || bits > most ? Optional.empty() : Optional.of(new AddressRange(address, bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Java fills in what an IPv4 address leaves out, {@code 10.1} being {@code 10.0.0.1}: nobody means that here. */
    private static boolean isComplete(String literal) {
        return literal.indexOf(':') >= 0
                || literal.chars().filter(c -> c == '.').count() == 3;
    }

    /** Parses a range that is known to be one. */
    static AddressRange of(String cidr) {
        return parse(cidr).orElseThrow(() -> new IllegalArgumentException("no range of addresses: " + cidr));
    }

    /** Returns whether an address is in the range; one of the other family is not. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        int mask = 0xFF << (8 - rest) & 0xFF;
        return Arrays.equals(address, 0, whole, prefix, 0, whole)
                && (rest == 0 || (address[whole] & mask) == (prefix[whole] & mask));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && bits == range.bits && Arrays.equals(prefix, range.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a prefix has the length of an address", e);
        }
    }
}
