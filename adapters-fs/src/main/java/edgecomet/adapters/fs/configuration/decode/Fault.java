package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.yaml.Position;

/**
 * Something that kept a value from being decoded.
 *
 * @param line counted from 1
 * @param column counted from 1; 0 where only the line is known
 */
public record Fault(int line, int column, String text) {

    /** A fault of a line as a whole. */
    public Fault(int line, String text) {
        this(line, 0, text);
    }

    Fault(Position at, String text) {
        this(at.line(), at.column(), text);
    }
}
