package edgecomet.adapters.http.gateway;

import edgecomet.application.port.Telemetry;
import edgecomet.domain.fallback.BypassReason;
import java.time.Duration;

/** Telemetry that nobody reads. */
final class Unwatched implements Telemetry {

    @Override
    public void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration) {}

    @Override
    public void bypassed(String host, BypassReason reason) {}

    @Override
    public void waited(String host, String dimension, boolean inTime, Duration duration) {}

    @Override
    public void servedStale(String host, String dimension, String source) {}
}
