package edgecomet.adapters.chrome.har;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object in the making; members keep their order. */
final class JsonMembers {
    private final Map<String, Object> members = new LinkedHashMap<>();

    JsonMembers with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    JsonMembers with(String name, JsonMembers object) {
        return with(name, object.members);
    }

    /** Adds a time in milliseconds; what is finer than a microsecond is no knowledge. */
    JsonMembers withMillis(String name, double millis) {
        return with(name, Math.round(millis * 1000) / 1000.0);
    }

    JsonMembers withMillisUnlessZero(String name, double millis) {
        return millis == 0 ? this : withMillis(name, millis);
    }

    JsonMembers withUnlessZero(String name, long number) {
        return number == 0 ? this : with(name, number);
    }

    JsonMembers withUnlessEmpty(String name, String text) {
        return text.isEmpty() ? this : with(name, text);
    }

    JsonMembers withUnlessEmpty(String name, List<?> elements) {
        return elements.isEmpty() ? this : with(name, elements);
    }

    Map<String, Object> members() {
        return members;
    }
}
