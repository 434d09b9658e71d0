package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.yaml.Position;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.adapters.fs.configuration.yaml.YamlFile;
import edgecomet.adapters.fs.configuration.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The entries of mappings after merge keys ({@code <<}) have been followed (spec 01 §2).
 *
 * <p>An explicit key wins over a merged one wherever it stands, and among merged mappings the earlier one wins. Each
 * mapping is flattened once however many aliases point to it, so a pyramid of aliases costs no more than its text.
 */
final class Mappings {

    /** One key with its value. */
    record Entry(Node key, Node value) {

        String name() {
            return key instanceof ScalarNode scalar ? scalar.getValue() : "";
        }

        int keyLine() {
            return YamlFile.line(key.getStartMark());
        }

        /** The line of the value, or of the key where the value is an alias of something further up. */
        int line() {
            boolean alias = value.getStartMark().getIndex() < key.getStartMark().getIndex();
            return YamlFile.line(alias ? key.getStartMark() : value.getStartMark());
        }
    }

    private static final int MAX_MERGED_ENTRIES = 1_000_000;

    private final IdentityHashMap<MappingNode, List<Entry>> flattened = new IdentityHashMap<>();
    private final IdentityHashMap<MappingNode, Boolean> underway = new IdentityHashMap<>();
    private int merged;

    /** Returns what is said of keys that stand twice, one fault for each pair. */
    List<Fault> duplicates(MappingNode mapping) {
        var faults = new ArrayList<Fault>();
        var lines = new HashMap<String, List<Integer>>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                int line = YamlFile.line(key.getStartMark());
                List<Integer> earlier = lines.computeIfAbsent(key.getValue(), name -> new ArrayList<>());
                for (int other : earlier.subList(0, Math.min(earlier.size(), 10))) {
                    faults.add(new Fault(
                            Position.of(key),
                            "mapping key " + Quoted.of(key.getValue()) + " already defined at line " + other));
                }
                earlier.add(line);
            }
        }
        return faults;
    }

    /** Returns the entries in the order of the file, merged ones last. */
    List<Entry> entries(MappingNode mapping) {
        List<Entry> known = flattened.get(mapping);
        if (known != null) {
            return known;
        }
        if (underway.put(mapping, true) != null) {
            throw new YamlSyntaxException(
                    "yaml: anchor '" + Optional.ofNullable(mapping.getAnchor()).orElse("") + "' value contains itself",
                    Position.of(mapping));
        }
        List<Entry> entries = List.copyOf(flatten(mapping));
        underway.remove(mapping);
        flattened.put(mapping, entries);
        return entries;
    }

    private List<Entry> flatten(MappingNode mapping) {
        var byName = new LinkedHashMap<String, Entry>();
        var unnamed = new ArrayList<Entry>();
        Optional<Node> merge = Optional.empty();
        for (NodeTuple tuple : mapping.getValue()) {
            var entry = new Entry(tuple.getKeyNode(), tuple.getValueNode());
            if (YamlFile.isMerge(entry.key())) {
                merge = Optional.of(entry.value());
            } else if (entry.key() instanceof ScalarNode) {
                byName.putIfAbsent(entry.name(), entry);
            } else {
                unnamed.add(entry);
            }
        }
        merge.ifPresent(value -> sources(value).forEach(source -> {
            List<Entry> inherited = entries(source);
            merged += inherited.size();
            if (merged > MAX_MERGED_ENTRIES) {
                throw Decoder.excessiveAliasing(mapping);
            }
            inherited.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        }));
        var all = new ArrayList<>(byName.values());
        all.addAll(unnamed);
        return all;
    }

    private static List<MappingNode> sources(Node merge) {
        return switch (merge) {
            case MappingNode mapping -> List.of(mapping);
            case SequenceNode sequence ->
                sequence.getValue().stream().map(Mappings::mapping).toList();
            default -> throw notMergeable(merge);
        };
    }

    private static MappingNode mapping(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw notMergeable(node);
    }

    private static YamlSyntaxException notMergeable(Node node) {
        return new YamlSyntaxException(
                "yaml: map merge requires map or sequence of maps as the value", Position.of(node));
    }
}
