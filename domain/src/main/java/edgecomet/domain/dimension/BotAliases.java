package edgecomet.domain.dimension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names, such as {@code $SearchBots}, that a list of user agents may use for the patterns of known bots (spec 01
 * §3.5). The data is {@code bot-aliases.txt}, taken from spec 02 §19 as of 2026-11.
 */
public final class BotAliases {
    private static final String MARK = "$";
    private static final int NAMES_SHOWN = 5;
    private static final Map<String, List<String>> PATTERNS = load();

    private BotAliases() {}

    /** The outcome of {@link #expand}. */
    public sealed interface Expansion {}

    /** The list with the patterns of each alias in its place. */
    public record Expanded(List<String> patterns) implements Expansion {
        public Expanded {
            patterns = List.copyOf(patterns);
        }
    }

    /** The list uses aliases that do not exist; all of them, with their mark. */
    public record Unknown(List<String> names) implements Expansion {
        public Unknown {
            names = List.copyOf(names);
        }

        /**
         * Returns the operator's message.
         *
         * @param context where the list stands, such as {@code global config}
         */
        public String message(String context) {
            String quoted = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            String shown = PATTERNS.keySet().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
            return "unknown bot " + (names.size() == 1 ? "alias " : "aliases ") + quoted + " at " + context
                    + "\n\nAvailable aliases: " + shown + " ... and " + (PATTERNS.size() - NAMES_SHOWN) + " more";
        }
    }

    /** Replaces the aliases of a list of user agents; names are case sensitive. */
    public static Expansion expand(List<String> entries) {
        List<String> patterns = new ArrayList<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String entry : entries) {
            List<String> known = entry.startsWith(MARK) ? PATTERNS.get(entry) : List.of(entry);
            if (known == null) {
                unknown.add(entry);
            } else {
                patterns.addAll(known);
            }
        }
        return unknown.isEmpty() ? new Expanded(patterns) : new Unknown(List.copyOf(unknown));
    }

    /** Returns all aliases with their mark, in byte order. */
    public static Set<String> names() {
        return PATTERNS.keySet();
    }

    private static Map<String, List<String>> load() {
        Map<String, List<String>> aliases = new TreeMap<>();
        @Nullable List<String> current = null;
        for (String line : lines()) {
            if (line.startsWith(MARK)) {
                current = new ArrayList<>();
                aliases.put(line, current);
            } else if (current != null && line.startsWith("  ")) {
                current.add(line.substring(2));
            }
        }
        aliases.replaceAll((name, entries) -> flatten(entries, aliases));
        return Collections.unmodifiableMap(aliases);
    }

    /** An alias may consist of others, which consist of patterns only. */
    private static List<String> flatten(List<String> entries, Map<String, List<String>> aliases) {
        return entries.stream()
                .flatMap(entry -> entry.startsWith(MARK)
                        ? Objects.requireNonNull(aliases.get(entry), entry).stream()
                        : Stream.of(entry))
                .toList();
    }

    private static List<String> lines() {
        try (InputStream in = BotAliases.class.getResourceAsStream("bot-aliases.txt")) {
            if (in == null) {
                throw new IllegalStateException("bot-aliases.txt is missing from the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
