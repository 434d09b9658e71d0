package edgecomet.domain.rules;

import java.util.Map;

/**
 * A fixed answer (spec 02 §15.1).
 *
 * @param code 300 to 599
 * @param reason appended to the standard phrase of a 4xx or 5xx body; empty for none
 * @param headers sent as written, in the order of the file
 */
public record StatusAction(int code, String reason, Map<String, String> headers) {
    public StatusAction {
        headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
    }
}
