package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import edgecomet.adapters.fs.configuration.yaml.Position;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.adapters.fs.configuration.yaml.Scalar;
import edgecomet.adapters.fs.configuration.yaml.YamlFile;
import edgecomet.application.configuration.DurationText;
import edgecomet.domain.pattern.InvalidPatternException;
import edgecomet.domain.pattern.Pattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Decodes single scalars, and the few keys that take one text or several. */
final class ScalarDecoder {

    private static final int MAX_SHOWN = 10;

    private final Faults faults;
    private final References references;

    ScalarDecoder(Faults faults, References references) {
        this.faults = faults;
        this.references = references;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Null;
    }

    Optional<Object> single(Node node, ScalarType type, int line) {
        if (!(node instanceof ScalarNode scalarNode)) {
            mismatch(node, type.target());
            return Optional.empty();
        }
        Scalar scalar = Scalar.of(scalarNode);
        Optional<Object> value = switch (type) {
            case BOOL -> scalar.asBool().map(Object.class::cast);
            case INT -> scalar.asInteger().map(Object.class::cast);
            case FLOAT -> scalar.asDecimal().map(Object.class::cast);
            case TEXT, ADDRESS -> Optional.of(resolved(scalarNode, line));
            case DURATION -> {
                Optional<Object> duration =
                        DurationText.parse(resolved(scalarNode, line)).map(Object.class::cast);
                if (duration.isEmpty()) {
                    faults.syntax(line, invalidDuration(scalarNode.getValue()));
                    yield Optional.empty();
                }
                yield duration;
            }
        };
        if (value.isEmpty() && type != ScalarType.DURATION) {
            mismatch(node, type.target());
        }
        return value;
    }

    Optional<String> text(Node node, int line) {
        return single(node, ScalarType.TEXT, line).map(String.class::cast);
    }

    /** Decodes one domain or several: trimmed, without the final dot, whatever is no text dropped. */
    Optional<List<Located<String>>> domains(Node node, int line) {
        if (node instanceof MappingNode || (node instanceof ScalarNode && !isText(node))) {
            faults.syntax(line, "domain must be a string or array of strings, got " + typeName(node));
            return Optional.empty();
        }
        var domains = new ArrayList<Located<String>>();
        for (Located<String> element : textElements(node)) {
            String domain = element.value().strip();
            if (!domain.isEmpty()) {
                domains.add(new Located<>(
                        domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain, element.line()));
            }
        }
        return Optional.of(domains);
    }

    /** Decodes one URL pattern or several and tries their regular expressions. */
    List<Located<String>> patterns(Node node) {
        List<Located<String>> patterns = textElements(node).stream()
                .filter(element -> !element.value().isEmpty())
                .toList();
        for (Located<String> pattern : patterns) {
            String text = pattern.value();
            // A regular expression without an expression is the validation's business, which has a better message.
            if (!text.equals("~") && !text.equals("~*")) {
                patternProblem(text)
                        .ifPresent(problem ->
                                faults.syntax(pattern.line(), "failed to compile pattern '" + text + "': " + problem));
            }
        }
        return patterns;
    }

    /** Decodes the patterns of one parameter in {@code match_query}. */
    List<String> query(String name, Node node, int line) {
        if (name.isEmpty()) {
            faults.syntax(line, "match_query contains empty key");
            return List.of();
        }
        if (!isText(node) && !(node instanceof SequenceNode)) {
            faults.syntax(line, "match_query key '" + name + "' has invalid type (must be string or array of strings)");
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            if (sequence.getValue().isEmpty()) {
                faults.syntax(line, "match_query key '" + name + "' has empty array");
            }
            if (!sequence.getValue().stream().allMatch(ScalarDecoder::isText)) {
                faults.syntax(line, "match_query key '" + name + "' array contains non-string value");
            }
        }
        List<String> values = textElements(node).stream().map(Located::value).toList();
        values.forEach(value -> patternProblem(value)
                .ifPresent(problem -> faults.syntax(
                        line, "invalid pattern in match_query key '" + name + "', value '" + value + "': " + problem)));
        return values;
    }

    private List<Located<String>> textElements(Node node) {
        List<? extends Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        var texts = new ArrayList<Located<String>>();
        for (Node element : nodes) {
            if (isText(element) && element instanceof ScalarNode scalar) {
                int line = YamlFile.line(element.getStartMark());
                texts.add(new Located<>(resolved(scalar, line), line));
            }
        }
        return texts;
    }

    private static boolean isText(Node node) {
        return node instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Text;
    }

    private static Optional<String> patternProblem(String text) {
        try {
            Pattern.parse(text);
            return Optional.empty();
        } catch (InvalidPatternException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String resolved(ScalarNode node, int line) {
        return references.resolve(node.getValue(), complaint -> faults.reference(line, complaint));
    }

    private static String invalidDuration(String text) {
        return "invalid duration " + Quoted.of(shorten(text, 100))
                + ": invalid format, expected format like '30d' or '2w'";
    }

    private static String typeName(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return "map[string]interface {}";
        }
        return switch (Scalar.of(scalar)) {
            case Scalar.Null() -> "<nil>";
            case Scalar.Bool(boolean ignored) -> "bool";
            case Scalar.Whole(BigInteger value) -> value.bitLength() < Long.SIZE ? "int" : "uint64";
            case Scalar.Decimal(double ignored) -> "float64";
            case Scalar.Date() -> "time.Time";
            case Scalar.Text(String ignored) -> "string";
        };
    }

    /** Says that the node is of another type than the key. */
    void mismatch(Node node, String target) {
        String found = switch (node) {
            case SequenceNode ignored -> "!!seq";
            case ScalarNode scalar -> Scalar.of(scalar).tag() + " `" + shown(scalar.getValue()) + "`";
            default -> "!!map";
        };
        faults.row(new Fault(Position.of(node), "cannot unmarshal " + found + " into " + target));
    }

    private static String shown(String value) {
        return value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN - 3) + "..." : value;
    }

    private static String shorten(String text, int length) {
        return text.length() > length ? text.substring(0, length) + "..." : text;
    }
}
