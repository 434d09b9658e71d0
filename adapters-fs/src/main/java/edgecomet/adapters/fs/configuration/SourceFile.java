package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Decoder;
import edgecomet.adapters.fs.configuration.decode.References;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and decodes one file into a report. */
final class SourceFile {

    private final String notFound;
    private final String unreadable;
    private final String syntaxPrefix;

    private SourceFile(String notFound, String unreadable, String syntaxPrefix) {
        this.notFound = notFound;
        this.unreadable = unreadable;
        this.syntaxPrefix = syntaxPrefix;
    }

    /** The gateway's words (spec 01 §8). */
    static SourceFile ofGateway() {
        return new SourceFile("config file not found: ", "failed to read config file: ", "YAML syntax error: ");
    }

    /** The render service's words (spec 01 §11). */
    static SourceFile ofRenderer() {
        return new SourceFile("config file does not exist: ", "failed to read config: ", "failed to parse config: ");
    }

    /** Returns what the file says; empty, with the reason in the report, where nothing can be made of it. */
    Optional<Section> decode(Path file, String shownAs, Keys table, Report report) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            report.fatal(notFound + shownAs);
            return Optional.empty();
        } catch (IOException e) {
            report.fatal(unreadable + e.getMessage());
            return Optional.empty();
        }
        Path parent = file.toAbsolutePath().getParent();
        References references = new References(parent == null ? Path.of("/") : parent, System.getenv());
        Decoder.Decoded decoded = Decoder.decode(bytes, table, syntaxPrefix, references);
        report.faults(decoded.faults());
        return decoded.faults().isEmpty() ? Optional.of(decoded.root()) : Optional.empty();
    }
}
