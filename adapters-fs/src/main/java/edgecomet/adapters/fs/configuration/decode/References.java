package edgecomet.adapters.fs.configuration.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${ENV:NAME}</code> by an environment variable and <code>${FILE:path}</code> by a file's text without
 * its last line end. Any other <code>${</code> stays as it is, because files of the original may hold one.
 *
 * @param directory what relative paths are relative to
 */
public record References(Path directory, Map<String, String> environment) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(ENV|FILE):([^}]*)}");
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    /** Returns the text with its references resolved; one that cannot be is complained about and left. */
    String resolve(String text, Consumer<String> complaints) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        var resolved = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1).equals("ENV")
                    ? variable(matcher.group(), matcher.group(2), complaints)
                    : file(matcher.group(), matcher.group(2), complaints);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String variable(String reference, String name, Consumer<String> complaints) {
        String value = environment.get(name);
        if (value == null) {
            complaints.accept("unresolved reference " + reference + ": the environment variable is not set");
            return reference;
        }
        return value;
    }

    private String file(String reference, String path, Consumer<String> complaints) {
        try {
            Path file = directory.resolve(path);
            if (Files.size(file) > MAX_FILE_BYTES) {
                complaints.accept("unresolved reference " + reference + ": the file is larger than 1 MB");
                return reference;
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException | InvalidPathException e) {
            complaints.accept("unresolved reference " + reference + ": the file cannot be read");
            return reference;
        }
    }
}
