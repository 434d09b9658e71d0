package edgecomet.domain.render;

/**
 * A recording of all requests of a page: a complete HAR 1.2 document (spec 04 §10.2, 05 §12). Whoever passes it on need
 * not look inside.
 *
 * @param json one JSON object
 */
public record HarDocument(String json) {

    /** Says how long it is: the content is large, and not for logs. */
    @Override
    public String toString() {
        return "HarDocument[" + json.length() + " characters]";
    }
}
