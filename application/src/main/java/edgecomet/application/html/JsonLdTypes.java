package edgecomet.application.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code @type} values of one JSON-LD block (spec 05 §10.1).
 *
 * <p>The block is foreign text: the reader keeps its own stack of open containers instead of recursing, so that nesting
 * costs heap and not stack. A block counts only if all of it is JSON, so types found are handed out at the end.
 */
final class JsonLdTypes {
    private static final int DEEPEST_OBJECT = 10;
    private static final int MAX_NESTING = 10_000;
    private static final Pattern NUMBER_OR_NAME =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");

    private final String json;
    private final Matcher numberOrName;
    private final Deque<Container> open = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();
    private int at;

    private JsonLdTypes(String json) {
        this.json = json;
        this.numberOrName = NUMBER_OR_NAME.matcher(json);
    }

    /** Returns the types in a block, in no particular order; none if the block is not JSON. */
    static List<String> of(String block) {
        return new JsonLdTypes(block).read();
    }

    private List<String> read() {
        boolean valid = readValue();
        while (valid && !open.isEmpty()) {
            valid = readNextIn(open.getLast());
        }
        skipSpace();
        return valid && at == json.length() ? found : List.of();
    }

    /** Reads a scalar, or the start of a container. */
    private boolean readValue() {
        skipSpace();
        if (accept('{')) {
            return enter(true);
        }
        if (accept('[')) {
            return enter(false);
        }
        if (peek() == '"') {
            Optional<String> text = readString();
            text.ifPresent(this::noteType);
            return text.isPresent();
        }
        if (!numberOrName.region(at, json.length()).lookingAt()) {
            return false;
        }
        at = numberOrName.end();
        return true;
    }

    private boolean enter(boolean object) {
        open.addLast(new Container(object, object ? null : typesOfOwner()));
        return open.size() <= MAX_NESTING;
    }

    /** Reads the next member or element, or the end of the innermost container. */
    private boolean readNextIn(Container container) {
        skipSpace();
        if (accept(container.object ? '}' : ']')) {
            leave();
            return true;
        }
        if (!container.empty && !accept(',')) {
            return false;
        }
        container.empty = false;
        return (!container.object || readKey(container)) && readValue();
    }

    private boolean readKey(Container container) {
        skipSpace();
        Optional<String> key = readString();
        skipSpace();
        if (key.isEmpty() || !accept(':')) {
            return false;
        }
        container.atType = key.get().equals("@type");
        if (container.atType) {
            container.types.clear();
        }
        return true;
    }

    private void leave() {
        Container left = open.removeLast();
        if (left.object && open.size() <= DEEPEST_OBJECT) {
            found.addAll(left.types);
        }
    }

    private void noteType(String text) {
        if (text.isEmpty() || open.isEmpty()) {
            return;
        }
        Container container = open.getLast();
        List<String> types = container.object ? typesOfOwner() : container.ownersTypes;
        if (types != null) {
            types.add(text);
        }
    }

    /** Returns where a value read now belongs if it is that of a {@code @type}; null if it is not. */
    private @Nullable List<String> typesOfOwner() {
        return !open.isEmpty() && open.getLast().atType ? open.getLast().types : null;
    }

    private Optional<String> readString() {
        if (!accept('"')) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        while (at < json.length()) {
            char c = json.charAt(at++);
            if (c == '"') {
                return Optional.of(text.toString());
            }
            if (c < ' ' || (c == '\\' && !readEscape(text))) {
                return Optional.empty();
            }
            if (c != '\\') {
                text.append(c);
            }
        }
        return Optional.empty();
    }

    private boolean readEscape(StringBuilder text) {
        char kind = peek();
        at++;
        int plain = "\"\\/bfnrt".indexOf(kind);
        if (plain >= 0) {
            text.append("\"\\/\b\f\n\r\t".charAt(plain));
            return true;
        }
        if (kind != 'u' || at + 4 > json.length()) {
            return false;
        }
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = Character.digit(json.charAt(at), 16);
            if (digit < 0 || json.charAt(at) > 'f') {
                return false;
            }
            code = code * 16 + digit;
        }
        text.append((char) code);
        return true;
    }

    private void skipSpace() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    /** Returns the next character; NUL, which JSON has nowhere, at the end. */
    private char peek() {
        return at < json.length() ? json.charAt(at) : '\0';
    }

    /** An object or array that is not closed yet. */
    private static final class Container {
        final boolean object;
        /** Of an array that is the value of a {@code @type}: the types of the object with that key. */
        final @Nullable List<String> ownersTypes;

        final List<String> types = new ArrayList<>(1);
        boolean empty = true;
        boolean atType;

        Container(boolean object, @Nullable List<String> ownersTypes) {
            this.object = object;
            this.ownersTypes = ownersTypes;
        }
    }
}
