package edgecomet.application.readiness;

/** Says whether a gateway can do its work (spec 02 §2, {@code /ready}). Safe for concurrent use; blocks briefly. */
public interface CheckReadinessUseCase {

    /** Asks what the gateway depends on. */
    Readiness check();

    /** The answer. */
    sealed interface Readiness {

        /** Coordination answers; so many render services are alive. */
        record Ready(int renderServices) implements Readiness {}

        /**
         * Coordination does not answer.
         *
         * @param missing what it is kept in, as operators know it
         */
        record NotReady(String missing) implements Readiness {}
    }
}
