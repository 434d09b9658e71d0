package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.cdp.CdpException.Kind;
import edgecomet.adapters.chrome.cdp.Signal;
import edgecomet.application.port.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Handles the events of a page in order, on the calling thread, while that waits for something. */
final class EventLoop {
    private final CdpConnection connection;
    private final Duration longestPause;
    private final Consumer<CdpEvent> handler;

    /**
     * Creates a loop.
     *
     * @param longestPause conditions may also depend on the time; this is how late they may notice
     */
    EventLoop(CdpConnection connection, Duration longestPause, Consumer<CdpEvent> handler) {
        this.connection = connection;
        this.longestPause = longestPause;
        this.handler = handler;
    }

    /**
     * Runs until the condition holds or the limit has passed.
     *
     * @return whether the condition holds
     * @throws CdpException if the connection is lost
     */
    boolean run(Deadline limit, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (limit.isSpent()) {
                return false;
            }
            Optional<Signal> signal = connection.next(limit.remaining(longestPause));
            if (signal.isPresent()) {
                take(signal.get());
            }
        }
        return true;
    }

    private void take(Signal signal) {
        switch (signal) {
            case CdpEvent event -> handler.accept(event);
            case Signal.Replied() -> {
                // The condition is looked at next, which is all that a reply asks for.
            }
            case Signal.Closed() -> throw new CdpException(Kind.DISCONNECTED, "the connection to the page was closed");
        }
    }

    /**
     * Runs until a reply has come and returns it.
     *
     * @throws CdpException if there is none in time or the browser refuses
     */
    <X> X await(CompletableFuture<X> reply, Deadline limit) throws InterruptedException {
        run(limit, reply::isDone);
        return CdpConnection.await(reply, Duration.ZERO);
    }
}
