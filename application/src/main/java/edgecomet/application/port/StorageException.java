package edgecomet.application.port;

/** The page files cannot be written or read right now. Callers degrade, they do not fail. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
