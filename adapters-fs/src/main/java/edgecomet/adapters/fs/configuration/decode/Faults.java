package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.yaml.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * What went wrong while one file was decoded, in the shape of the messages (spec 01 §2): unknown keys and mismatches
 * share one message with a row for each, everything else is a message of its own.
 */
final class Faults {

    private static final int MAX_ROWS = 200;

    private final String syntaxPrefix;
    private final List<Fault> rows = new ArrayList<>();
    private final List<Fault> others = new ArrayList<>();
    private boolean unknownKeys;

    /** Creates an empty list; the prefix stands before everything but unresolved references. */
    Faults(String syntaxPrefix) {
        this.syntaxPrefix = syntaxPrefix;
    }

    void unknownKey(Position at, String text) {
        unknownKeys = true;
        rows.add(new Fault(at, text));
    }

    void row(Fault fault) {
        rows.add(fault);
    }

    void syntax(Position at, String text) {
        others.add(new Fault(at, syntaxPrefix + text));
    }

    void syntax(int line, String text) {
        others.add(new Fault(line, syntaxPrefix + text));
    }

    void reference(int line, String text) {
        others.add(new Fault(line, text));
    }

    int count() {
        return rows.size() + others.size();
    }

    List<Fault> all() {
        var all = new ArrayList<Fault>();
        if (!rows.isEmpty()) {
            all.add(new Fault(rows.getFirst().line(), rows.getFirst().column(), syntaxPrefix + table()));
        }
        all.addAll(others);
        return all;
    }

    private String table() {
        var text = new StringBuilder(unknownKeys ? "unknown configuration field (check for typos): " : "");
        text.append("yaml: unmarshal errors:");
        rows.stream()
                .limit(MAX_ROWS)
                .forEach(row ->
                        text.append("\n  line ").append(row.line()).append(": ").append(row.text()));
        if (rows.size() > MAX_ROWS) {
            text.append("\n  ... and ").append(rows.size() - MAX_ROWS).append(" more");
        }
        return text.toString();
    }
}
