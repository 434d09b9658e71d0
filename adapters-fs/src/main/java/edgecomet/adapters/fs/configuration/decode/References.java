package edgecomet.adapters.fs.configuration.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${ENV:NAME}</code> by an environment variable and <code>${FILE:path}</code> by a file's text without
 * its last line end. Any other <code>${</code> stays as it is, because files of the original may hold one.
 *
 * @param directory what relative paths are relative to
 * @param resolved is told each reference and what it stands for
 */
public record References(Path directory, Map<String, String> environment, BiConsumer<String, String> resolved) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(ENV|FILE):([^}]*)}");
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    private sealed interface Resolution {

        record Text(String value) implements Resolution {}

        record Failure(String reason) implements Resolution {}
    }

    /** Returns the text with its references resolved; one that cannot be is complained about and left. */
    String resolve(String text, Consumer<String> complaints) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            Resolution resolution =
                    matcher.group(1).equals("ENV") ? variable(matcher.group(2)) : file(matcher.group(2));
            String reference = matcher.group();
            String replacement = switch (resolution) {
                case Resolution.Text(String value) -> {
                    resolved.accept(reference, value);
                    yield value;
                }
                case Resolution.Failure(String reason) -> {
                    complaints.accept("unresolved reference " + reference + ": " + reason);
                    yield reference;
                }
            };
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(result).toString();
    }

    private Resolution variable(String name) {
        String value = environment.get(name);
        return value == null
                ? new Resolution.Failure("the environment variable is not set")
                : new Resolution.Text(value);
    }

    private Resolution file(String path) {
        try {
            Path file = directory.resolve(path);
            if (!Files.exists(file)) {
                return new Resolution.Failure("there is no such file");
            }
            // A device or a pipe may have no end.
            return Files.isRegularFile(file) ? content(file) : new Resolution.Failure("it is not a regular file");
        } catch (InvalidPathException e) {
            return new Resolution.Failure("it is not a path");
        } catch (CharacterCodingException e) {
            return new Resolution.Failure("the file is not UTF-8 text");
        } catch (AccessDeniedException e) {
            return new Resolution.Failure("permission denied");
        } catch (IOException e) {
            return new Resolution.Failure("the file cannot be read");
        }
    }

    private static Resolution content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                return new Resolution.Failure("the file is larger than 1 MB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Resolution.Text(text.replaceFirst("\\r?\\n\\z", ""));
        }
    }
}
