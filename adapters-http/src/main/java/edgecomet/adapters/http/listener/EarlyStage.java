package edgecomet.adapters.http.listener;

import java.util.concurrent.CompletionStage;

/**
 * What becomes of plain requests before they are decoded (docs/adr/0010). Safe for concurrent use; called on event
 * loops, so it never blocks.
 */
public interface EarlyStage {

    /** Looks at a request, which is good for the time of the call only. */
    Reply reply(PlainRequest request);

    /** What a request gets. */
    sealed interface Reply {

        /** The decoder has the request, as if nobody had looked at it before. */
        Reply DECLINED = new Declined();

        /** For others to answer. */
        record Declined() implements Reply {}

        /** This answer. */
        record Ready(PreparedAnswer answer) implements Reply {}

        /**
         * What comes of this: {@link Ready} or {@link Declined}, from any thread and within a bounded time. Until then
         * the connection waits.
         */
        record Later(CompletionStage<Reply> reply) implements Reply {}
    }
}
