package edgecomet.domain.cache;

import edgecomet.domain.url.UrlHash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identity of one cached answer: a host, a dimension and a URL (spec 03 §3). */
public record CacheKey(int hostId, int dimensionId, UrlHash urlHash) {

    private static final Pattern TEXT = Pattern.compile("cache:([0-9]{1,9}):([0-9]{1,9}):([0-9a-f]{16})");

    /** Returns the key of this text; empty if it is not one. */
    public static Optional<CacheKey> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return UrlHash.parse(matcher.group(3))
                .map(hash ->
                        new CacheKey(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), hash));
    }

    /** Returns the logical key, {@code cache:{host}:{dimension}:{hash}}. */
    public String text() {
        return "cache:" + hostId + ":" + dimensionId + ":" + urlHash.hex();
    }

    @Override
    public String toString() {
        return text();
    }
}
