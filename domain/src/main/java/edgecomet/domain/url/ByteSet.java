package edgecomet.domain.url;

/** An immutable set of ASCII bytes. */
final class ByteSet {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** What no part of a URL needs to escape. */
    private static final String UNRESERVED = ALPHANUMERIC + "-_.~";

    /** What the default spelling of a path leaves as it is. */
    static final ByteSet PATH = of(UNRESERVED + "$&+,/:;=@");

    /** What a path may hold as the client spelt it: the default spelling and characters that are legal all the same. */
    static final ByteSet SPELT_PATH = of(UNRESERVED + "$&+,/:;=@" + "!'()*[]%");

    static final ByteSet QUERY = of(UNRESERVED);

    static final ByteSet USER_INFO = of(UNRESERVED + "$&+,;=");

    /** What a URL may hold before the {@code @} of its authority. */
    static final ByteSet SPELT_USER_INFO = of(ALPHANUMERIC + "-._:~!$&'()*+,;=%@");

    static final ByteSet HOST = of(UNRESERVED + "!$&'()*+,;=:[]<>\"");

    private final long low;
    private final long high;

    private ByteSet(long low, long high) {
        this.low = low;
        this.high = high;
    }

    private static ByteSet of(String members) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < members.length(); i++) {
            char c = members.charAt(i);
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << (c - 64);
            }
        }
        return new ByteSet(low, high);
    }

    boolean contains(char octet) {
        return octet < 64 ? ((low >>> octet) & 1) != 0 : (octet < 128 && ((high >>> (octet - 64)) & 1) != 0);
    }

    boolean containsAll(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (!contains(octets.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
