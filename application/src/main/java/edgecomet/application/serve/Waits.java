package edgecomet.application.serve;

import edgecomet.application.port.Telemetry;
import java.time.Duration;

/** Reports how the requests fared that waited for another one's render, of this process or of another one. */
record Waits(Telemetry telemetry) {

    /** The request has the other one's page; it began to wait at this {@link System#nanoTime()}. */
    void succeeded(PageRequest request, long sinceNanos) {
        report(request, true, sinceNanos);
    }

    /** The request has waited for as long as it may; it began to at this {@link System#nanoTime()}. */
    void timedOut(PageRequest request, long sinceNanos) {
        report(request, false, sinceNanos);
    }

    private void report(PageRequest request, boolean inTime, long sinceNanos) {
        telemetry.waited(
                request.host().primaryDomain(),
                request.dimension().name(),
                inTime,
                Duration.ofNanos(System.nanoTime() - sinceNanos));
    }
}
