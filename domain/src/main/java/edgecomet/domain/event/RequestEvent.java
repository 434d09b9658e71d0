package edgecomet.domain.event;

import edgecomet.domain.render.RenderReport;
import edgecomet.domain.seo.IndexStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and how it was answered: everything that a template of the event log can name (spec 04 §11.3).
 *
 * @param at when the request had its answer
 * @param gatewayId {@code eg_id} as configured; may be empty
 * @param seo {@link Seo#UNKNOWN} where nobody looked into the page
 * @param failure {@link Failure#NONE} where nothing went wrong
 * @param rendering null unless the page was rendered for this request
 */
public record RequestEvent(
        Instant at,
        String gatewayId,
        Visitor visitor,
        Target target,
        Answer answer,
        Seo seo,
        Failure failure,
        @Nullable Rendering rendering) {

    /**
     * Who asked.
     *
     * @param userAgent empty if there was none
     */
    public record Visitor(String requestId, String userAgent, String clientIp) {}

    /**
     * What was asked for. A text that is not known, or does not apply, is empty, and the id 0.
     *
     * @param host primary domain
     * @param url normalised, or as it came where the request did not get so far
     * @param matchedRule the pattern as configured
     */
    public record Target(
            String host,
            int hostId,
            String url,
            String urlHash,
            String dimension,
            String matchedRule,
            String cacheKey) {

        /** A URL that was refused before anything was found out about it. */
        public static Target unresolved(String url) {
            return refusedBy("", 0, url);
        }

        /** A URL that a host refused. */
        public static Target refusedBy(String host, int hostId, String url) {
            return new Target(host, hostId, url, "", "", "", "");
        }
    }

    /**
     * What came back.
     *
     * @param bodyBytes of the body as served; that of a GET also for HEAD
     * @param duration of the whole request; zero for a failure
     * @param redirectTo empty unless this is a redirect
     * @param cacheAge zero unless the answer came from the cache
     */
    public record Answer(
            EventType type, int statusCode, long bodyBytes, Duration duration, String redirectTo, Duration cacheAge) {}

    /**
     * What a search engine would make of the page.
     *
     * @param title empty if there is none
     * @param status null if unknown
     */
    public record Seo(String title, @Nullable IndexStatus status) {

        /** Nobody knows. */
        public static final Seo UNKNOWN = new Seo("", null);
    }

    /**
     * What went wrong.
     *
     * @param type a word for machines
     * @param message a sentence for people; may be empty
     */
    public record Failure(String type, String message) {

        /** Nothing went wrong. */
        public static final Failure NONE = new Failure("", "");
    }

    /** Which service rendered the page, and how that went. */
    public record Rendering(String serviceId, RenderReport report) {}
}
