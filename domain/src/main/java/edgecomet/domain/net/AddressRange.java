package edgecomet.domain.net;

import java.net.InetAddress;

/** A range of addresses that share their first bits. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AddressRange(byte[] prefix, int bits) {

    /** Parses {@code address/bits}. */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] prefix = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        return new AddressRange(prefix, Integer.parseInt(cidr, slash + 1, cidr.length(), 10));
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        int mask = 0xFF << (8 - rest) & 0xFF;
        return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
}
