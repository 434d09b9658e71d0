package edgecomet.adapters.chrome.process;

/** No browser could be started; the message says what the operator can do. */
public final class BrowserStartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with the operator's message. */
    public BrowserStartException(String message) {
        super(message);
    }
}
