package edgecomet.adapters.http.metrics;

import edgecomet.domain.fallback.BypassReason;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A label of our metrics, and what its values may be. Every one has a bound that no client can move. */
enum Label {
    HOST("host", "primary domain of the host; empty where it is not known"),
    DIMENSION("dimension", "name of the dimension; empty where it is not known"),
    REQUEST_STATUS("status", either(RequestStatus.values(), RequestStatus::label)),
    ERROR_TYPE("error_type", either(RequestStatus.values(), RequestStatus::errorType)),
    SOURCE("source", "`render`, `bypass`"),
    SERVICE_ID("service_id", "`server.id` of the render service; after the first 200 of them, `other`"),
    STATUS_RANGE("status_range", "`2xx`, `3xx`, `4xx`, `5xx`, `unknown`"),
    REASON(
            "reason",
            either(BypassReason.values(), BypassReason::label)
                    + ", and `status_<code>` where a rule answered with that status"),
    OUTCOME("outcome", "`success`, `timeout`"),
    HOST_ID("host_id", "`id` of the host"),
    CLEANUP_STATUS("status", "`success`, `failure`"),
    CLEANUP_ERROR("error_type", "`cleanup_error`"),
    ALGORITHM("algorithm", "`snappy`, `lz4`"),
    RENDER_STATUS("status", "`success`, `timeout` (the soft one), `error`, `hard_timeout` (also an `error`)"),
    RENDERER_ERROR("type", "`validation`, `render`, `internal`"),
    ENDPOINT("endpoint", "`/render`, `/health`, `other`"),
    HTTP_STATUS("status", "status of the answer");

    private final String text;
    private final String meaning;

    Label(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    private static <T> String either(T[] values, Function<T, @Nullable String> word) {
        return Stream.of(values)
                .map(word)
                .filter(Objects::nonNull)
                .map(text -> "`" + text + "`")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Returns the name on the wire. */
    String text() {
        return text;
    }

    /** Returns what its values may be, in Markdown. */
    String meaning() {
        return meaning;
    }
}
