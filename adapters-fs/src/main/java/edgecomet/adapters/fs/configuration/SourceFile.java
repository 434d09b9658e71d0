package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Decoder;
import edgecomet.adapters.fs.configuration.decode.Fault;
import edgecomet.adapters.fs.configuration.decode.References;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.yaml.YamlFile;
import edgecomet.adapters.fs.file.OsError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads and decodes one file into a report, in the words of one of the programs. */
final class SourceFile {

    private static final String MISPLACED_HINT = String.join(
            "\n  ",
            "",
            "→ Hint: 'unmatched_dimension' should be at host level, not inside 'dimensions' map",
            "→ Correct placement: hosts[].unmatched_dimension",
            "→ Incorrect placement: hosts[].dimensions.unmatched_dimension");

    private final String notFound;
    private final String unreadable;
    private final String syntaxPrefix;
    private final Map<String, String> environment;

    private SourceFile(String notFound, String unreadable, String syntaxPrefix, Map<String, String> environment) {
        this.notFound = notFound;
        this.unreadable = unreadable;
        this.syntaxPrefix = syntaxPrefix;
        this.environment = environment;
    }

    /** The main file of a gateway (spec 01 §8). */
    static SourceFile ofGateway(Map<String, String> environment) {
        return new SourceFile(
                "failed to load config: config file not found: ",
                "failed to load config: failed to read config file: ",
                "YAML syntax error: ",
                environment);
    }

    /** A host file (spec 01 §8). */
    static SourceFile ofHosts(Map<String, String> environment) {
        String failed = "failed to load hosts config: ";
        return new SourceFile(
                failed + "hosts file not found: ",
                failed + "failed to read hosts file: ",
                "YAML syntax error: ",
                environment);
    }

    /** The file of a render service (spec 01 §11). */
    static SourceFile ofRenderer(Map<String, String> environment) {
        return new SourceFile(
                "config file does not exist: ", "failed to read config: ", "failed to parse config: ", environment);
    }

    /** The file of a cache daemon (spec 01 §12). */
    static SourceFile ofDaemon(Map<String, String> environment) {
        return new SourceFile(
                "config file does not exist: ", "failed to read config file: ", "failed to parse YAML: ", environment);
    }

    /** Returns what the file says; empty, with the reason in the report, where nothing can be made of it. */
    Optional<Section> decode(Path file, Keys table, Report report) {
        return read(file, report).flatMap(bytes -> decode(bytes, file, table, report));
    }

    private Optional<byte[]> read(Path file, Report report) {
        if (Files.isDirectory(file)) {
            report.fatal(unreadable + "read " + file + ": is a directory");
            return Optional.empty();
        }
        // A device has no size and may have no end.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YamlFile.MAX_BYTES + 1);
            if (bytes.length <= YamlFile.MAX_BYTES) {
                return Optional.of(bytes);
            }
            report.fatal(unreadable + file + " is larger than " + YamlFile.MAX_BYTES / 1024 / 1024 + " MB");
        } catch (NoSuchFileException e) {
            report.fatal(notFound + file);
        } catch (IOException e) {
            report.fatal(unreadable + OsError.text("open", e));
        }
        return Optional.empty();
    }

    private Optional<Section> decode(byte[] bytes, Path file, Keys table, Report report) {
        References references = new References(HostFiles.directory(file), environment, report::conceal);
        Decoder.Decoded decoded = Decoder.decode(bytes, table, syntaxPrefix, references);
        report.faults(
                decoded.faults().stream().map(fault -> withHint(fault, bytes)).toList());
        return decoded.faults().isEmpty() ? Optional.of(decoded.root()) : Optional.empty();
    }

    private static Fault withHint(Fault fault, byte[] bytes) {
        boolean misplaced = fault.text().contains("cannot unmarshal")
                && fault.text().contains("into types.Dimension")
                && new String(bytes, StandardCharsets.UTF_8).contains("unmatched_dimension:");
        return misplaced ? new Fault(fault.line(), fault.column(), fault.text() + MISPLACED_HINT) : fault;
    }
}
