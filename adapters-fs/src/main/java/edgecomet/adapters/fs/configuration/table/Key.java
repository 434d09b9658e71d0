package edgecomet.adapters.fs.configuration.table;

import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import java.util.List;

/**
 * One key of a configuration file.
 *
 * @param absence what holds where the file does not have the key
 * @param range the values that are accepted, in words; empty where the type says it all
 * @param choices the words that are accepted; empty where any is
 * @param effect what it does, in one sentence
 * @param example a value as it is written in the file; empty for sections
 */
public record Key(
        String name, Shape shape, Absence absence, String range, List<String> choices, String effect, String example) {
    public Key {
        choices = List.copyOf(choices);
    }

    /** Returns whether the file is refused without the key. */
    public boolean required() {
        return absence instanceof Absence.Refusal;
    }

    static Key of(String name, Shape shape, String effect) {
        return new Key(name, shape, new Absence.Nothing(), "", List.of(), effect, "");
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

    /** Returns this key with a default: a value as it is written in a file. */
    Key fallback(String yaml) {
        return absent(new Absence.Value(yaml));
    }

    /** Returns this key with words about what holds without it. */
    Key otherwise(String words) {
        return absent(new Absence.Words(words));
    }

    Key require() {
        return absent(new Absence.Refusal());
    }

    Key range(String text) {
        return new Key(name, shape, absence, text, choices, effect, example);
    }

    Key choices(String... words) {
        return new Key(name, shape, absence, range, List.of(words), effect, example);
    }

    private Key absent(Absence other) {
        return new Key(name, shape, other, range, choices, effect, example);
    }

    private Key example(String value) {
        return new Key(name, shape, absence, range, choices, effect, value);
    }
}
