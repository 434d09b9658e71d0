package edgecomet.adapters.chrome.cdp;

/** A command to the browser that brought no result. The message is safe to log: it carries no parameter. */
public final class CdpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why there was no result. */
    public enum Kind {
        /** The browser answered that it will not. */
        REFUSED,
        /** There was no answer in time. */
        UNANSWERED,
        /** The connection is gone. */
        DISCONNECTED
    }

    /** Creates the exception. */
    public CdpException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns why there was no result. */
    public Kind kind() {
        return kind;
    }
}
