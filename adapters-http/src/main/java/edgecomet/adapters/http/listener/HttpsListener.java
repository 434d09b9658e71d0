package edgecomet.adapters.http.listener;

/** The HTTPS listener, where one is configured. */
public interface HttpsListener {

    /**
     * Opens the listener, once the server in clear text is open. Blocks until it is; does nothing where none is
     * configured.
     *
     * @throws io.micronaut.http.server.exceptions.ServerStartupException if the port cannot be opened
     */
    Opening open();

    /** What came of {@link #open}. */
    sealed interface Opening {

        /** The listener is open, or none is configured. */
        record Open() implements Opening {}

        /** The certificate cannot be used. */
        record NoCertificate(String reason) implements Opening {}
    }
}
