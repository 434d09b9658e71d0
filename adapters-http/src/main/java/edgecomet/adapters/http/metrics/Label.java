package edgecomet.adapters.http.metrics;

/** A label of our metrics, and what its values may be. Every one has a bound that no client can move. */
enum Label {
    HOST("host", "primary domain of the host; empty where it is not known"),
    DIMENSION("dimension", "name of the dimension; empty where it is not known"),
    REQUEST_STATUS(
            "status",
            "`cache_hit`, `bypass_cache_hit`, `success`, `invalid_url`, `auth_failed`, `unmatched_blocked`, "
                    + "`dimension_blocked`, `url_normalization_error`, `dimension_error`, `render_error`"),
    ERROR_TYPE(
            "error_type",
            "`auth_failed`, `unmatched_user_agent`, `dimension_blocked`, `url_normalization_error`, "
                    + "`dimension_error`, `render_error`"),
    SOURCE("source", "`render`, `bypass`"),
    SERVICE_ID("service_id", "`server.id` of the render service; after the first 200 of them, `other`"),
    STATUS_RANGE("status_range", "`2xx`, `3xx`, `4xx`, `5xx`, `unknown`"),
    REASON("reason", "see below"),
    OUTCOME("outcome", "`success`, `timeout`"),
    ALGORITHM("algorithm", "`snappy`, `lz4`"),
    RENDER_STATUS("status", "`success`, `timeout` (the soft one), `error`, `hard_timeout` (also an `error`)"),
    RENDERER_ERROR("type", "`validation`, `render`, `internal`"),
    ENDPOINT("endpoint", "`/render`, `/health`, `other`"),
    HTTP_STATUS("status", "status of the answer");

    private final String text;
    private final String values;

    Label(String text, String values) {
        this.text = text;
        this.values = values;
    }

    /** Returns the name on the wire. */
    String text() {
        return text;
    }

    /** Returns what its values may be, in Markdown. */
    String values() {
        return values;
    }
}
