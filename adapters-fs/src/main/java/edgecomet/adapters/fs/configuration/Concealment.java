package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.yaml.Quoted;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what came from the environment or from other files, and may be secret, out of messages: they show the
 * reference, such as <code>${ENV:KEY}</code>, in its place. Not safe for concurrent use.
 */
final class Concealment {

    /** Shorter values are no secrets, and would be found in the middle of words. */
    private static final int SHORTEST = 4;

    private final Map<String, String> referencesByValue =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Remembers what a reference stands for. */
    void add(String reference, String value) {
        String core = value.strip();
        String quoted = Quoted.of(core);
        remember(core, reference);
        remember(quoted.substring(1, quoted.length() - 1), reference);
    }

    private void remember(String value, String reference) {
        if (value.length() >= SHORTEST) {
            referencesByValue.put(value, reference);
        }
    }

    /** Returns the text with a reference in the place of each value. */
    String conceal(String text) {
        String concealed = text;
        for (Map.Entry<String, String> entry : referencesByValue.entrySet()) {
            concealed = concealed.replace(entry.getKey(), entry.getValue());
        }
        return concealed;
    }
}
