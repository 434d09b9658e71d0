package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A YAML text in block style with one key on each line, so that a line is a key: the lines that hold a key of a table,
 * and the text with one line changed or removed.
 */
final class BlockYaml {

    private final List<String> lines;
    private final Keys table;

    BlockYaml(String text, Keys table) {
        this.lines = text.lines().toList();
        this.table = table;
    }

    /**
     * A line with a key.
     *
     * @param number counted from 1
     * @param path the names from the root, lists and maps without index or name
     * @param leaf whether its value stands on the same line
     */
    record Line(int number, String path, Key key, boolean leaf) {
        @Override
        public String toString() {
            return number + " " + path;
        }
    }

    /** Returns every line whose key is one of the table's. */
    List<Line> keys() {
        List<Line> keys = new ArrayList<>();
        Deque<Scope> scopes = new ArrayDeque<>(List.of(new Scope(-1, table, "")));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("- ", "  ");
            int indent = line.length() - line.stripLeading().length();
            while (scopes.getFirst().indent() >= indent) {
                scopes.removeFirst();
            }
            Scope scope = scopes.getFirst();
            String name = line.substring(indent, line.indexOf(':'));
            Optional<Key> key = scope.keys().find(name);
            boolean leaf = !line.endsWith(":");
            if (key.isPresent()) {
                String path = scope.path() + name;
                keys.add(new Line(i + 1, path, key.get(), leaf));
                nested(key.get().shape())
                        .ifPresent(keysBelow -> scopes.addFirst(new Scope(indent, keysBelow, path + ".")));
            } else {
                scopes.addFirst(new Scope(indent, scope.keys(), scope.path()));
            }
        }
        return keys;
    }

    private record Scope(int indent, Keys keys, String path) {}

    private static Optional<Keys> nested(Shape shape) {
        return switch (shape) {
            case Shape.Nested(Keys keys) -> Optional.of(keys);
            case Shape.NestedList(Keys keys) -> Optional.of(keys);
            case Shape.NestedMap(Keys keys) -> Optional.of(keys);
            default -> Optional.empty();
        };
    }

    /** Returns the text without a line and what is below it; the first key of a list element leaves its dash. */
    String without(Line line) {
        String removed = lines.get(line.number() - 1);
        int indent = indent(removed);
        List<String> rest = new ArrayList<>(lines.subList(0, line.number() - 1));
        int next = line.number();
        while (next < lines.size() && indent(lines.get(next)) > indent) {
            next++;
        }
        if (removed.stripLeading().startsWith("- ")) {
            rest.add(" ".repeat(removed.indexOf('-')) + "-");
        }
        rest.addAll(lines.subList(next, lines.size()));
        return String.join("\n", rest) + "\n";
    }

    /** Returns the text with another value behind the key of a line. */
    String with(Line line, String value) {
        String old = lines.get(line.number() - 1);
        List<String> changed = new ArrayList<>(lines);
        changed.set(line.number() - 1, old.substring(0, old.indexOf(':') + 1) + " " + value);
        return String.join("\n", changed) + "\n";
    }

    /** Returns the text with a sibling of a line's key before it; the sibling is on the line's number. */
    String withSibling(Line line, String key) {
        String old = lines.get(line.number() - 1);
        List<String> changed = new ArrayList<>(lines);
        boolean first = old.stripLeading().startsWith("- ");
        String indent = " ".repeat(indent(old));
        changed.set(line.number() - 1, first ? " ".repeat(indent(old) - 2) + "- " + key : indent + key);
        changed.add(line.number(), first ? indent + old.stripLeading().substring(2) : old);
        return String.join("\n", changed) + "\n";
    }

    private static int indent(String line) {
        String plain = line.replaceFirst("- ", "  ");
        return plain.length() - plain.stripLeading().length();
    }
}
