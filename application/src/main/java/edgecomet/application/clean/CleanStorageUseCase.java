package edgecomet.application.clean;

/** Removes the bodies of all hosts that nothing can be answered with any more. */
public interface CleanStorageUseCase {

    /**
     * Goes through all hosts, one after the other. A host that fails does not keep the others from their turn. Blocks
     * for the disk; ends early when its thread is interrupted. Not to be called twice at the same time.
     */
    void clean();
}
