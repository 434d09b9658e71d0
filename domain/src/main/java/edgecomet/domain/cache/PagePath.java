package edgecomet.domain.cache;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where a body lies, relative to the storage root:
 * {@code host/YYYY/MM/DD/HH/mm/hash_dimension.html[.snappy|.lz4]}, dated by the entry's expiry in UTC (spec 03 §5).
 *
 * @param text with {@code /} as separator, as the metadata keeps it
 */
public record PagePath(String text) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Returns the path of an entry that expires at this instant. */
    public static PagePath of(CacheKey key, Instant expiry, Compression compression) {
        return new PagePath(key.hostId() + "/" + MINUTE.format(expiry) + "/"
                + key.urlHash().hex() + "_" + key.dimensionId() + ".html" + compression.suffix());
    }

    /** Returns the compression that the suffix names. */
    public Compression compression() {
        if (text.endsWith(Compression.SNAPPY.suffix())) {
            return Compression.SNAPPY;
        }
        return text.endsWith(Compression.LZ4.suffix()) ? Compression.LZ4 : Compression.NONE;
    }

    @Override
    public String toString() {
        return text;
    }
}
