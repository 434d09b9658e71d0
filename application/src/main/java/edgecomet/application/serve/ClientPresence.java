package edgecomet.application.serve;

import org.jspecify.annotations.Nullable;

/**
 * Whether the client of a connection is still there (spec 02 §17). What only it needs is given up when it goes: a fetch
 * that is not stored, a wait for somebody else's render. A render never is: others may wait for it, and the next one
 * finds it in the cache.
 *
 * <p>Safe for concurrent use. One thread at a time can be watching.
 */
public final class ClientPresence {

    private @Nullable Thread watcher;
    private boolean gone;
    private boolean interrupted;

    /** Begins with a client that is there. */
    public ClientPresence() {}

    /** The end of a watch; to be closed by the thread that watches. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Says that the client is gone for good. */
    public synchronized void leave() {
        gone = true;
        interruptWatcher();
    }

    /** Returns whether the client is gone. */
    public synchronized boolean isGone() {
        return gone;
    }

    /** Has the calling thread interrupted when the client goes, or at once if it is gone; not after the watch is closed. */
    Watch interruptWhenGone() {
        watch();
        return this::unwatch;
    }

    private synchronized void watch() {
        watcher = Thread.currentThread();
        if (gone) {
            interruptWatcher();
        }
    }

    private void interruptWatcher() {
        if (watcher != null) {
            watcher.interrupt();
            interrupted = true;
        }
    }

    /** The thread goes on with what is to be done all the same: counting, and freeing what it holds. */
    private synchronized void unwatch() {
        watcher = null;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }
}
