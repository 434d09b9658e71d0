/**
 * Counting what a gateway and a render service do, and showing it to Prometheus (spec 03 §17, 05 §13).
 *
 * <p>{@link edgecomet.adapters.http.metrics.GatewayMetrics} and
 * {@link edgecomet.adapters.http.metrics.RendererMetrics} are told what happens; which metrics there are, is in
 * {@code Metric}. {@code MetricsListener} serves them on a port of their own.
 */
@NullMarked
package edgecomet.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
