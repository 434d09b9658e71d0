package edgecomet.adapters.fs.configuration.table;

/** What holds where a file does not have a key. */
public sealed interface Absence {

    /** Nothing in particular. */
    record Nothing() implements Absence {}

    /** The file is refused. */
    record Refusal() implements Absence {}

    /** The same as with this value, as it is written in a file. */
    record Value(String yaml) implements Absence {}

    /** What no value could say. */
    record Words(String text) implements Absence {}
}
