package edgecomet.adapters.http.gateway;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;

/** One line for each request that was answered. */
final class AccessLog {

    private AccessLog() {}

    static void write(Logger log, HttpRequest<?> request, HttpResponse<?> response, long bytes, Duration duration) {
        String source = response.getHeaders().get("X-Render-Source");
        log.atInfo()
                .addKeyValue("method", request.getMethodName())
                .addKeyValue("status_code", response.code())
                .addKeyValue("source", source == null ? "" : source)
                .addKeyValue("bytes_served", bytes)
                .addKeyValue("process_duration", duration)
                .log("END Request completed");
    }
}
