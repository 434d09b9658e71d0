package edgecomet.domain.url;

import java.util.HexFormat;
import java.util.Optional;
import net.openhft.hashing.LongHashFunction;

/**
 * The identity of a normalised URL: 64 bits of xxHash (seed 0) over its bytes (spec 03 §2.7).
 *
 * @param value the bits as a number
 */
public record UrlHash(long value) {
    private static final LongHashFunction XXH64 = LongHashFunction.xx();
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 16;

    /** Hashes the UTF-8 bytes of a text, which is not normalised here. */
    public static UrlHash of(String url) {
        return ofOctets(Octets.ofText(url));
    }

    static UrlHash ofOctets(String octets) {
        return new UrlHash(XXH64.hashBytes(Octets.bytes(octets)));
    }

    /** Reads what {@link #hex} wrote: exactly 16 digits in lower case. */
    public static Optional<UrlHash> parse(String hex) {
        boolean valid =
                hex.length() == DIGITS && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        return valid ? Optional.of(new UrlHash(HexFormat.fromHexDigitsToLong(hex))) : Optional.empty();
    }

    /** Returns the hash as 16 hexadecimal digits in lower case. */
    public String hex() {
        return HEX.toHexDigits(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
