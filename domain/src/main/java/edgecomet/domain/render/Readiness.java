package edgecomet.domain.render;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a page was taken when it was, and what was still going on in it then.
 *
 * @param at when that was decided, counted from the start of the render; the extra wait comes after it
 * @param pending what was still missing or under way, at most {@link #MAX_PENDING}
 * @param pendingCount how much that was altogether
 */
public record Readiness(Reason reason, Duration at, List<Pending> pending, int pendingCount) {

    /** How much of what is pending is named. */
    public static final int MAX_PENDING = 10;

    public Readiness {
        pending = pending.stream().limit(MAX_PENDING).toList();
    }

    /** Returns a readiness that names as much as there is room for. */
    public static Readiness of(Reason reason, Duration at, List<Pending> pending) {
        return new Readiness(reason, at, pending, pending.size());
    }

    /** Why a page was taken. */
    public enum Reason {
        /** The awaited lifecycle event came. */
        EVENT("event"),
        /** The browser called the network idle, or almost. */
        IDLE("idle"),
        /** Nothing that matters went on any more. */
        SETTLED("settled"),
        /** The request's time for waiting was over. */
        SOFT_TIMEOUT("soft_timeout"),
        /** The render service's limit left less time for waiting than the request gave, and that was over. */
        HARD_TIMEOUT("hard_timeout"),
        /** The document was a redirect: there was nothing to wait for. */
        REDIRECT("redirect"),
        /** The answer was one that is not shown, such as a download or a 204. */
        NO_DOCUMENT("no_document");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Returns the word of the wire protocol, the log and the recording. */
        public String label() {
            return label;
        }

        /** Returns the reason with this label. */
        public static Optional<Reason> ofLabel(String label) {
            return Arrays.stream(values()).filter(r -> r.label.equals(label)).findFirst();
        }
    }

    /**
     * Something that was missing or under way.
     *
     * @param detail which event, request or selector; empty where the kind says it all. Queries of URLs are not told.
     */
    public record Pending(Kind kind, String detail) {

        @Override
        public String toString() {
            return detail.isEmpty() ? kind.label() : kind.label() + " " + detail;
        }
    }

    /** What can be missing or under way. */
    public enum Kind {
        /** A lifecycle event. */
        EVENT("event"),
        /** The page is about to go elsewhere. */
        NAVIGATION("navigation"),
        REQUEST("request"),
        /** A timer that fires soon. */
        TIMER("timer"),
        /** The document keeps changing. */
        CHANGES("changes"),
        FONTS("fonts"),
        SELECTOR("selector"),
        EXPRESSION("expression"),
        /** A script keeps the page from answering. */
        MAIN_THREAD("main_thread");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the word of the wire protocol, the log and the recording. */
        public String label() {
            return label;
        }

        /** Returns the kind with this label. */
        public static Optional<Kind> ofLabel(String label) {
            return Arrays.stream(values()).filter(k -> k.label.equals(label)).findFirst();
        }
    }
}
