package edgecomet.application.recache;

/**
 * Renders a page anew, or fetches it where a rule says bypass, and keeps what came of it, however fresh the entry is
 * that is there (spec 03 §15). What fails leaves that entry as it is.
 *
 * <p>Safe for concurrent use. Blocks until the page is kept, at most for the time that its render or fetch may take.
 */
public interface RecachePageUseCase {

    /** Renews the page; whatever happens is a value. */
    RecacheOutcome recache(RecacheCommand command);

    /** Which page: a URL of a host, in one of its dimensions. */
    record RecacheCommand(String url, int hostId, int dimensionId) {}

    /** What came of it. */
    sealed interface RecacheOutcome {

        /** The cache has a new entry. */
        record Renewed() implements RecacheOutcome {}

        /** It has not; the reason is for whoever asked. */
        record Failed(String reason) implements RecacheOutcome {}
    }
}
