package edgecomet.domain.dimension;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The names that stand for the user agents of well-known bots (spec 02 §19). The data, with its source and date, is in
 * {@code bot-aliases.txt} beside this class.
 */
public final class BotAliases {

    private static final SortedMap<String, List<String>> ALIASES = read();
    private static final int NAMES_SHOWN = 5;

    private BotAliases() {}

    /** What a list of patterns and aliases came to. */
    public sealed interface Expansion permits Expanded, Unknown {}

    /** Patterns only, in the order of the list. */
    public record Expanded(List<String> patterns) implements Expansion {
        public Expanded {
            patterns = List.copyOf(patterns);
        }
    }

    /** These names are no aliases. */
    public record Unknown(List<String> names) implements Expansion {
        public Unknown {
            names = List.copyOf(names);
        }

        /** Returns what an operator reads (spec 01 §3.5); the context says where the names stand. */
        public String message(String context) {
            String quoted = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            String shown = ALIASES.keySet().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
            return "unknown bot alias" + (names.size() > 1 ? "es " : " ") + quoted + " at " + context
                    + "\n\nAvailable aliases: " + shown + " ... and " + (ALIASES.size() - NAMES_SHOWN) + " more";
        }
    }

    /** Replaces each entry that begins with {@code $} by what it stands for. */
    public static Expansion expand(List<String> entries) {
        List<String> patterns = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String entry : entries) {
            if (!entry.startsWith("$")) {
                patterns.add(entry);
            } else if (ALIASES.containsKey(entry)) {
                expand(entry, patterns);
            } else {
                unknown.add(entry);
            }
        }
        return unknown.isEmpty() ? new Expanded(patterns) : new Unknown(unknown);
    }

    /** Returns every alias and what it stands for, by name. */
    public static SortedMap<String, List<String>> all() {
        return ALIASES;
    }

    private static void expand(String alias, List<String> patterns) {
        for (String entry : Objects.requireNonNull(ALIASES.get(alias), alias)) {
            if (ALIASES.containsKey(entry)) {
                expand(entry, patterns);
            } else {
                patterns.add(entry);
            }
        }
    }

    private static SortedMap<String, List<String>> read() {
        Map<String, List<String>> aliases = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(BotAliases.class.getResourceAsStream("bot-aliases.txt")),
                StandardCharsets.UTF_8))) {
            List<String> current = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[$")) {
                    current = new ArrayList<>();
                    aliases.put(line.substring(1, line.length() - 1), current);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        aliases.replaceAll((name, entries) -> List.copyOf(entries));
        return Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    }
}
