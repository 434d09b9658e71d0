package edgecomet.adapters.fs.configuration.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A place in a file; lines and columns are counted from 1. */
public record Position(int line, int column) {

    /** The beginning of a file. */
    static final Position START = new Position(1, 1);

    /** Returns where a node begins. */
    public static Position of(Node node) {
        return of(node.getStartMark());
    }

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Returns the position of a character of a text. */
    static Position in(String text, int index) {
        String before = text.substring(0, Math.clamp(index, 0, text.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(line, before.length() - before.lastIndexOf('\n'));
    }
}
