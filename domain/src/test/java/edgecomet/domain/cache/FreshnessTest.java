package edgecomet.domain.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.url.UrlHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    private static final Instant EXPIRY = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExpiredPolicy GRACE = new ExpiredPolicy.ServeStale(Duration.ofSeconds(10));
    private static final ExpiredPolicy DELETE = new ExpiredPolicy.Delete();

    /** Spec 03 §7: equal counts as fresh, the end of the grace as past it. */
    @ParameterizedTest
    @CsvSource({
        "-1, 200, grace, FRESH",
        "0, 200, grace, FRESH",
        "0, 200, delete, FRESH",
        "1, 200, grace, STALE",
        "9999, 200, grace, STALE",
        "10000, 200, grace, EXPIRED",
        "1, 200, delete, EXPIRED",
        "1, 500, grace, EXPIRED",
    })
    void an_entry_ages(long millisPastExpiry, int status, String expired, Freshness expected) {
        CachePolicy policy =
                new CachePolicy(Duration.ofHours(1), Set.of(200), expired.equals("grace") ? GRACE : DELETE);
        assertEquals(expected, Freshness.of(entry(status), policy, EXPIRY.plusMillis(millisPastExpiry)));
    }

    /** A redirect has no body. */
    @ParameterizedTest
    @CsvSource({"200, eg-a, FRESH", "200, '', EXPIRED", "301, '', FRESH"})
    void an_entry_whose_body_nobody_holds_is_no_page(int status, String holder, Freshness expected) {
        CacheEntry entry = entry(status).withGatewayIds(holder.isEmpty() ? List.of() : List.of(holder));
        CachePolicy policy = new CachePolicy(Duration.ofHours(1), Set.of(200), GRACE);
        assertEquals(expected, Freshness.of(entry, policy, EXPIRY));
    }

    private static CacheEntry entry(int status) {
        return new CacheEntry(
                new CacheKey(1, 1, UrlHash.of("https://h.example/")),
                "https://h.example/",
                new PagePath("1/x.html"),
                "desktop",
                "r",
                EXPIRY.minusSeconds(3600),
                EXPIRY,
                1,
                1,
                EXPIRY,
                EntrySource.RENDER,
                status,
                Headers.of(Map.of("Location", List.of("https://h.example/next"))),
                List.of("eg"),
                null,
                null,
                "");
    }
}
