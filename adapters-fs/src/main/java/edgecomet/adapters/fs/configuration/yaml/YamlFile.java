package edgecomet.adapters.fs.configuration.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.composer.ComposerException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The first document of a YAML stream as a tree of nodes with their lines (spec 01 §2).
 *
 * <p>The library only splits the text into nodes. What a scalar means is decided by {@link Scalar}, because the
 * library follows YAML 1.1, where {@code on} is a boolean and {@code 1:30} a number.
 */
public final class YamlFile {

    /** Marks a scalar without quotes and without a tag of its own. */
    static final Tag PLAIN = new Tag("tag:edgecomet,plain");

    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final Pattern VERSION = Pattern.compile("(?:[ \\t]*(?:#[^\\r\\n]*)?\\R)*+%YAML[ \\t]++([0-9.]++)");

    private static final int MAX_DEPTH = 100;
    private static final int MAX_COLLECTION_ALIASES = 100_000;

    private YamlFile() {}

    /**
     * Returns the root node of the first document.
     *
     * @throws YamlSyntaxException if the bytes are no YAML, or none at all
     */
    public static Node parse(byte[] bytes) {
        String text = decode(bytes);
        requireVersion(text);
        try {
            var options = new LoaderOptions();
            options.setCodePointLimit(MAX_BYTES);
            options.setNestingDepthLimit(MAX_DEPTH);
            options.setMaxAliasesForCollections(MAX_COLLECTION_ALIASES);
            var parser = new ParserImpl(new StreamReader(text), options);
            var composer = new Composer(parser, new PlainResolver(), options);
            if (!composer.checkNode()) {
                throw new YamlSyntaxException("EOF", Position.START);
            }
            return composer.getNode();
        } catch (MarkedYAMLException e) {
            throw marked(e);
        } catch (ReaderException e) {
            throw new YamlSyntaxException(
                    "yaml: control characters are not allowed", Position.in(text, e.getPosition()));
        } catch (YAMLException e) {
            throw new YamlSyntaxException("yaml: " + firstLine(e), Position.START);
        }
    }

    /** The library takes a later version for 1.1, which is another language. */
    private static void requireVersion(String text) {
        Matcher directive = VERSION.matcher(text);
        if (directive.lookingAt() && !directive.group(1).equals("1.1")) {
            throw new YamlSyntaxException(
                    "yaml: found incompatible YAML document", Position.in(text, directive.start(1)));
        }
    }

    private static YamlSyntaxException marked(MarkedYAMLException e) {
        Mark mark = Optional.ofNullable(e.getProblemMark()).orElse(e.getContextMark());
        Position at = mark == null ? Position.START : Position.of(mark);
        String reason = Optional.ofNullable(e.getProblem()).orElse("malformed document");
        if (reason.startsWith("found incompatible YAML document")) {
            return new YamlSyntaxException("yaml: found incompatible YAML document", at);
        }
        if (e instanceof ComposerException && reason.startsWith("found undefined alias ")) {
            String anchor = reason.substring("found undefined alias ".length());
            return new YamlSyntaxException("yaml: unknown anchor '" + anchor + "' referenced", at);
        }
        String where = at.line() > 1 ? "line " + at.line() + ": " : "";
        return new YamlSyntaxException("yaml: " + where + reason.replaceAll("\\s+", " "), at);
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("malformed document");
    }

    private static String decode(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        int skip = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        try {
            return charset.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            // The decoder stops before the malformed bytes, so everything up to here is text.
            CharBuffer before = charset.decode(ByteBuffer.wrap(bytes, skip, in.position() - skip));
            throw new YamlSyntaxException(
                    "yaml: invalid " + charset.name() + " octet", Position.in(before.toString(), before.length()));
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a key is the merge key. */
    public static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<")
                && (scalar.getTag().equals(PLAIN) || scalar.getTag().equals(Tag.MERGE));
    }

    /** Returns the line of a mark, counted from 1. */
    public static int line(Mark mark) {
        return Position.of(mark).line();
    }

    /** Leaves the meaning of plain scalars open. */
    private static final class PlainResolver extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
        }
    }
}
