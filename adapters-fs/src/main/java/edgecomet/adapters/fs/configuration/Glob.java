package edgecomet.adapters.fs.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Globs of {@code hosts.include} (spec 01 §4.4): {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]} and a backslash
 * that takes the next character as it is. None of them crosses a slash, and a leading dot is nothing special. The
 * platform's own globs differ in every one of these points, hence this class.
 */
final class Glob {

    private static final String SPECIAL = "*?[\\";

    private Glob() {}

    /** The text is no glob. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String glob) {
            super(glob);
        }
    }

    /** Returns the existing files and directories that match an absolute glob, in no order. */
    static List<Path> expand(String glob) throws IOException, MalformedException {
        List<Path> matches = List.of(Path.of("/"));
        for (String segment : glob.split("/", -1)) {
            if (!segment.isEmpty()) {
                matches = step(matches, segment);
            }
        }
        return matches;
    }

    private static List<Path> step(List<Path> directories, String segment) throws IOException, MalformedException {
        Pattern pattern = compile(segment);
        var matches = new ArrayList<Path>();
        for (Path directory : directories) {
            if (segment.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
                Path child = directory.resolve(segment);
                if (Files.exists(child)) {
                    matches.add(child);
                }
            } else if (Files.isDirectory(directory)) {
                try (Stream<Path> children = Files.list(directory)) {
                    children.filter(child ->
                                    pattern.matcher(Report.baseName(child)).matches())
                            .forEach(matches::add);
                }
            }
        }
        return matches;
    }

    private static Pattern compile(String segment) throws MalformedException {
        var regex = new StringBuilder();
        int i = 0;
        while (i < segment.length()) {
            char c = segment.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> i = characterClass(segment, i, regex);
                case '\\' -> regex.append(Pattern.quote(String.valueOf(charAt(segment, ++i))));
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Appends the class that opens at a position; returns the position of its closing bracket. */
    private static int characterClass(String segment, int open, StringBuilder regex) throws MalformedException {
        int i = open + 1;
        boolean negated = i < segment.length() && segment.charAt(i) == '^';
        regex.append(negated ? "[^" : "[");
        i += negated ? 1 : 0;
        int first = i;
        while (i == first || charAt(segment, i) != ']') {
            i += charAt(segment, i) == '\\' ? 1 : 0;
            char low = member(segment, i);
            char high = low;
            if (charAt(segment, i + 1) == '-') {
                i += charAt(segment, i + 2) == '\\' ? 3 : 2;
                high = member(segment, i);
            }
            if (high < low) {
                throw new MalformedException(segment);
            }
            regex.append("\\x{%x}-\\x{%x}".formatted((int) low, (int) high));
            i++;
        }
        regex.append(']');
        return i;
    }

    private static char member(String segment, int index) throws MalformedException {
        char c = charAt(segment, index);
        boolean escaped = index > 0 && segment.charAt(index - 1) == '\\';
        if (!escaped && (c == ']' || c == '-')) {
            throw new MalformedException(segment);
        }
        return c;
    }

    private static char charAt(String segment, int index) throws MalformedException {
        if (index >= segment.length()) {
            throw new MalformedException(segment);
        }
        return segment.charAt(index);
    }
}
