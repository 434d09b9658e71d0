package edgecomet.application.configuration;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How sites are asked, whichever rule sends a request to one ({@code bypass} of the global level).
 *
 * @param ssrfProtection whether addresses of private networks are refused
 * @param bodyMegabytes of an answer, both as received and decoded; a larger one is no answer
 * @param authorities certificates in PEM that vouch for sites, and no others; null for those of the Java runtime
 */
public record OriginConfiguration(
        boolean ssrfProtection, int bodyMegabytes, @Nullable Path authorities) {

    /** The cap on bodies where none is configured. */
    public static final int BODY_MEGABYTES = 50;

    /** The largest cap: what is stored is held in one array. */
    public static final int MOST_BODY_MEGABYTES = 2047;

    /** Returns the configuration of a gateway that is told nothing about it. */
    public static OriginConfiguration defaults(boolean ssrfProtection) {
        return new OriginConfiguration(ssrfProtection, BODY_MEGABYTES, null);
    }

    /** Returns the cap on bodies in bytes. */
    public int bodyBytes() {
        return bodyMegabytes * 1024 * 1024;
    }
}
