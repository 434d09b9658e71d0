/** Counting what a gateway does, and showing it to Prometheus (spec 03 §17). */
@NullMarked
package edgecomet.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
