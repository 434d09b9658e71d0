package edgecomet.application.inspect;

import edgecomet.domain.render.HarDocument;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders a page and records all its requests, for an operator who wants to know what goes on in it (spec 04 §10.1).
 * Nothing is read from the cache and nothing is kept.
 *
 * <p>Safe for concurrent use. Blocks: first until a tab is free, then for the time that the page may take and a few
 * seconds more. Few pages are inspected at a time, so that inspections never take all tabs.
 */
public interface InspectPageUseCase {

    /** Inspects the page; whatever happens is a value. */
    InspectPageOutcome inspect(InspectPageCommand command);

    /**
     * Which page, in the words of whoever asks; each is empty where nothing was said.
     *
     * @param dimension name; without one that of user agents which match no dimension
     * @param timeout such as {@code 1m30s}; without one, or for zero, the page's own
     */
    record InspectPageCommand(String url, String dimension, String timeout) {}

    /** What came of it. */
    sealed interface InspectPageOutcome {

        /** The recording. */
        record Recorded(HarDocument har) implements InspectPageOutcome {}

        /** The page was rendered, but the render service records no such page (one that is a redirect). */
        record NotRecorded() implements InspectPageOutcome {}

        /** No URL was given. */
        record MissingUrl() implements InspectPageOutcome {}

        /** The URL names no page. */
        record InvalidUrl(String reason) implements InspectPageOutcome {}

        /** The URL names an address that is not public. */
        record PrivateAddress(String hostname) implements InspectPageOutcome {}

        /** The timeout is none. */
        record InvalidTimeout(String reason) implements InspectPageOutcome {}

        /**
         * No enabled host serves the domain.
         *
         * @param available the first domain of every enabled host, sorted
         */
        record UnknownHost(String hostname, List<String> available) implements InspectPageOutcome {}

        /**
         * The host has no such dimension.
         *
         * @param byDefault whether it is not the caller who named it
         * @param domain the host's first one
         * @param available the names of all dimensions, sorted
         */
        record UnknownDimension(String name, boolean byDefault, String domain, List<String> available)
                implements InspectPageOutcome {}

        /**
         * A rule answers the page without a browser.
         *
         * @param code the status of that answer
         */
        record AnsweredByRule(Action action, int code) implements InspectPageOutcome {}

        /** A rule fetches the page without a browser. */
        record BypassedByRule() implements InspectPageOutcome {}

        /** No tab became free in this time. */
        record NoTab(Duration waited) implements InspectPageOutcome {}

        /**
         * The render service failed.
         *
         * @param har what was recorded until then; null if nothing was
         */
        record RenderFailed(String reason, @Nullable HarDocument har) implements InspectPageOutcome {}
    }
}
