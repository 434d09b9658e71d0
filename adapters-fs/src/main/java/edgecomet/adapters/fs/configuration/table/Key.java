package edgecomet.adapters.fs.configuration.table;

import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import java.util.List;

/**
 * One key of a configuration file.
 *
 * @param fallback the value where the key is absent, as the reference shows it; empty for none
 * @param range the values that are accepted, in words; empty where the type says it all
 * @param choices the words that are accepted; empty where any is
 * @param required whether the file is refused without it
 * @param effect what it does, in one sentence
 * @param example a value as it is written in the file; empty for sections
 */
public record Key(
        String name,
        Shape shape,
        String fallback,
        String range,
        List<String> choices,
        boolean required,
        String effect,
        String example) {
    public Key {
        choices = List.copyOf(choices);
    }

    static Key of(String name, Shape shape, String effect) {
        return new Key(name, shape, "", "", List.of(), false, effect, "");
    }

    static Key of(String name, ScalarType type, String example, String effect) {
        return of(name, new Shape.Single(type), effect).example(example);
    }

    static Key list(String name, ScalarType type, String example, String effect) {
        return of(name, new Shape.Listing(type), effect).example(example);
    }

    static Key section(String name, Keys keys, String effect) {
        return of(name, new Shape.Nested(keys), effect);
    }

    Key fallback(String value) {
        return new Key(name, shape, value, range, choices, required, effect, example);
    }

    Key range(String text) {
        return new Key(name, shape, fallback, text, choices, required, effect, example);
    }

    Key choices(String... words) {
        return new Key(name, shape, fallback, range, List.of(words), required, effect, example);
    }

    Key require() {
        return new Key(name, shape, fallback, range, choices, true, effect, example);
    }

    private Key example(String value) {
        return new Key(name, shape, fallback, range, choices, required, effect, value);
    }
}
