package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.file.OsError;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.TlsConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The checks of the additional HTTPS listener (spec 01 §15). */
final class TlsCheck {

    private final Path mainFile;
    private final Section tls;
    private final Report report;

    TlsCheck(Path mainFile, Section tls, Report report) {
        this.mainFile = mainFile;
        this.tls = tls;
        this.report = report;
    }

    /** Checks the block where it is enabled; the other listeners' addresses are empty where they are off or wrong. */
    void check(Optional<ListenAddress> server, Optional<ListenAddress> metrics, Optional<ListenAddress> internal) {
        if (!tls.isTrue("enabled")) {
            return;
        }
        if (tls.address("listen").isEmpty()) {
            report.error(tls.line("listen"), "TLS enabled but tls.listen not specified");
        }
        file("cert_file");
        file("key_file");
        if (!tls.address("listen").isEmpty()) {
            switch (ListenText.parse(tls.address("listen"))) {
                case ListenText.Invalid invalid ->
                    report.error(tls.line("listen"), "TLS listen address invalid: " + tls.address("listen"));
                case ListenText.Valid(ListenAddress own) -> {
                    int port = own.port();
                    conflict(server, port, "TLS listen port conflicts with server.listen: both use port " + port);
                    conflict(metrics, port, "TLS listen port " + port + " conflicts with metrics.port");
                    conflict(internal, port, "TLS listen port " + port + " conflicts with internal_server.listen");
                }
            }
        }
    }

    /** Returns the value of a checked block that is enabled. */
    static TlsConfiguration read(Path mainFile, Section tls) {
        return new TlsConfiguration(
                OutputReader.address(tls),
                resolve(mainFile, tls.text("cert_file")),
                resolve(mainFile, tls.text("key_file")));
    }

    private void file(String key) {
        String name = tls.text(key);
        int line = tls.line(key);
        if (name.isEmpty()) {
            report.error(line, "TLS enabled but tls." + key + " not specified");
            return;
        }
        Path resolved;
        try {
            resolved = resolve(mainFile, name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            report.error(line, "TLS " + key + " not found: " + name);
            return;
        }
        try (InputStream content = Files.newInputStream(resolved)) {
            content.read();
        } catch (IOException e) {
            report.error(line, "TLS " + key + " not readable: " + resolved + ": " + OsError.text("open", e));
        }
    }

    private void conflict(Optional<ListenAddress> other, int port, String text) {
        if (other.isPresent() && other.get().port() == port) {
            report.error(tls.line("listen"), text);
        }
    }

    private static Path resolve(Path mainFile, String name) {
        return HostFiles.directory(mainFile).resolve(name);
    }
}
