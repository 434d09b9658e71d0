package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.yaml.Position;
import edgecomet.adapters.fs.configuration.yaml.YamlFile;
import edgecomet.adapters.fs.configuration.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns the tree of one file into a {@link Section}, as the file's key table prescribes (spec 01 §2).
 *
 * <p>The walk goes where the table goes and nowhere else: nothing below an unknown key is visited, and no depth
 * beyond the table's is reached. Aliases can still multiply the work, so the number of visited nodes is bounded. The
 * walk never stops at a fault; it leaves the value out and goes on, so that a file's faults come out together.
 */
public final class Decoder {

    private static final int MAX_VISITS = 5_000_000;
    private static final int MAX_NAME_LENGTH = 100;

    private final Keys root;
    private final Mappings mappings = new Mappings();
    private final Faults faults;
    private final ScalarDecoder scalars;
    private int visits;

    private Decoder(Keys root, String syntaxPrefix, References references) {
        this.root = root;
        this.faults = new Faults(syntaxPrefix);
        this.scalars = new ScalarDecoder(faults, references);
    }

    /**
     * What a file says.
     *
     * @param root empty where nothing could be decoded
     * @param faults in the order of the file; empty when all is well
     */
    public record Decoded(Section root, List<Fault> faults) {
        public Decoded {
            faults = List.copyOf(faults);
        }
    }

    /** Decodes the first document of a file; the prefix stands before messages about the file's syntax. */
    public static Decoded decode(byte[] bytes, Keys table, String syntaxPrefix, References references) {
        var decoder = new Decoder(table, syntaxPrefix, references);
        Section section = Section.absent(table, 1);
        try {
            Node node = YamlFile.parse(bytes);
            section = decoder.section(node, table, "", 1).orElse(section);
        } catch (YamlSyntaxException e) {
            decoder.faults.syntax(e.at(), String.valueOf(e.getMessage()));
        }
        return new Decoded(section, decoder.faults.all());
    }

    static YamlSyntaxException excessiveAliasing(Node node) {
        return new YamlSyntaxException("yaml: document contains excessive aliasing", Position.of(node));
    }

    private Optional<Section> section(Node node, Keys keys, String path, int line) {
        if (ScalarDecoder.isNull(node)) {
            return Optional.empty();
        }
        if (!(node instanceof MappingNode mapping)) {
            scalars.mismatch(node, keys.type());
            return Optional.empty();
        }
        if (hasDuplicates(mapping)) {
            return Optional.of(Section.empty(keys, line));
        }
        var values = new LinkedHashMap<String, Located<Object>>();
        var emptyLines = new HashMap<String, Integer>();
        for (Mappings.Entry entry : mappings.entries(mapping)) {
            visit(entry.value());
            Optional<Key> key = keys.find(entry.name());
            if (key.isEmpty()) {
                unknown(entry, keys, path);
                continue;
            }
            value(entry, key.get().shape(), path + entry.name())
                    .ifPresentOrElse(
                            value -> values.put(entry.name(), new Located<>(value, entry.line())),
                            () -> emptyLines.put(entry.name(), entry.keyLine()));
        }
        return Optional.of(Section.of(keys, line, values, emptyLines));
    }

    private Optional<Object> value(Mappings.Entry entry, Shape shape, String path) {
        Node node = entry.value();
        int line = entry.line();
        if (ScalarDecoder.isNull(node)) {
            return Optional.empty();
        }
        return switch (shape) {
            case Shape.Single(Shape.ScalarType type) -> scalars.single(node, type, line);
            case Shape.Listing(Shape.ScalarType type) -> listing(node, type);
            case Shape.Domains() -> scalars.domains(node, line).map(Object.class::cast);
            case Shape.Patterns() -> Optional.of(scalars.patterns(node));
            case Shape.Texts() -> texts(node);
            case Shape.Queries() -> queries(node);
            case Shape.Nested(Keys keys) ->
                section(node, keys, path + ".", entry.keyLine()).map(Object.class::cast);
            case Shape.NestedList(Keys keys) -> sections(node, keys, path);
            case Shape.NestedMap(Keys keys) -> sectionMap(node, keys, path);
        };
    }

    private Optional<Object> listing(Node node, Shape.ScalarType type) {
        if (!(node instanceof SequenceNode sequence)) {
            scalars.mismatch(node, "[]" + type.target());
            return Optional.empty();
        }
        var elements = new ArrayList<Located<Object>>();
        for (Node element : sequence.getValue()) {
            visit(element);
            int line = YamlFile.line(element.getStartMark());
            if (!ScalarDecoder.isNull(element)) {
                scalars.single(element, type, line).ifPresent(value -> elements.add(new Located<>(value, line)));
            }
        }
        return Optional.of(elements);
    }

    private Optional<Object> sections(Node node, Keys keys, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            scalars.mismatch(node, "[]" + keys.type());
            return Optional.empty();
        }
        var sections = new ArrayList<Section>();
        for (Node element : sequence.getValue()) {
            visit(element);
            section(element, keys, path + "[" + sections.size() + "].", YamlFile.line(element.getStartMark()))
                    .ifPresent(sections::add);
        }
        return Optional.of(sections);
    }

    private Optional<Object> sectionMap(Node node, Keys keys, String path) {
        if (!(node instanceof MappingNode mapping)) {
            scalars.mismatch(node, "map[string]" + keys.type());
            return Optional.empty();
        }
        var sections = new LinkedHashMap<String, Section>();
        if (!hasDuplicates(mapping)) {
            for (Mappings.Entry entry : mappings.entries(mapping)) {
                visit(entry.value());
                section(entry.value(), keys, path + "." + entry.name() + ".", entry.keyLine())
                        .or(() -> Optional.of(Section.empty(keys, entry.keyLine())))
                        .ifPresent(section -> sections.put(entry.name(), section));
            }
        }
        return Optional.of(sections);
    }

    private Optional<Object> texts(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            scalars.mismatch(node, "map[string]string");
            return Optional.empty();
        }
        var texts = new LinkedHashMap<String, String>();
        if (!hasDuplicates(mapping)) {
            for (Mappings.Entry entry : mappings.entries(mapping)) {
                visit(entry.value());
                String text = ScalarDecoder.isNull(entry.value())
                        ? ""
                        : scalars.text(entry.value(), entry.line()).orElse("");
                texts.put(entry.name(), text);
            }
        }
        return Optional.of(texts);
    }

    private Optional<Object> queries(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            scalars.mismatch(node, "map[string]interface {}");
            return Optional.empty();
        }
        var queries = new LinkedHashMap<String, List<String>>();
        if (!hasDuplicates(mapping)) {
            for (Mappings.Entry entry : mappings.entries(mapping)) {
                visit(entry.value());
                queries.put(entry.name(), scalars.query(entry.name(), entry.value(), entry.line()));
            }
        }
        return Optional.of(queries);
    }

    private boolean hasDuplicates(MappingNode mapping) {
        List<Fault> duplicates = mappings.duplicates(mapping);
        duplicates.forEach(faults::row);
        return !duplicates.isEmpty();
    }

    private void unknown(Mappings.Entry entry, Keys keys, String path) {
        if (!(entry.key() instanceof ScalarNode)) {
            scalars.mismatch(entry.key(), "string");
            return;
        }
        String name = entry.name().length() > MAX_NAME_LENGTH
                ? entry.name().substring(0, MAX_NAME_LENGTH) + "..."
                : entry.name();
        // Files with very many unknown keys are no typing errors; guessing at each would only cost time.
        String guess = faults.count() < 50
                ? Suggestion.of(entry.name(), keys, root)
                        .map(text -> "; " + text)
                        .orElse("")
                : "";
        Position at = Position.of(entry.key());
        faults.unknownKey(
                at,
                "field " + name + " not found in type " + keys.type() + " (" + path + name + ", column " + at.column()
                        + guess + ")");
    }

    private void visit(Node node) {
        if (++visits > MAX_VISITS) {
            throw excessiveAliasing(node);
        }
    }
}
