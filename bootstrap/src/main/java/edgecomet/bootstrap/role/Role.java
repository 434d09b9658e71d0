package edgecomet.bootstrap.role;

/**
 * A role that runs.
 *
 * <p>{@link #stop} may be called from any thread; a second call does nothing.
 */
public interface Role {

    /** Ends the role in order: no new work, what runs finishes within its limit, registries and browsers are left. */
    void stop();
}
