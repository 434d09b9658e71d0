package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.tls.ServerIdentity;
import edgecomet.application.tls.ServerIdentity.Reading;
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
        specified("cert_file");
        specified("key_file");
        String oldest = tls.text("min_version");
        if (!oldest.isEmpty() && TlsVersion.ofLabel(oldest).isEmpty()) {
            report.error(
                    tls.line("min_version"), "invalid server.tls.min_version '" + oldest + "' (must be 1.2 or 1.3)");
        }
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
                NamedFile.resolve(mainFile, tls.text("cert_file")),
                NamedFile.resolve(mainFile, tls.text("key_file")),
                TlsVersion.ofLabel(tls.text("min_version")).orElse(TlsVersion.TLS_1_3));
    }

    /** Checks that the certificate and its key can be read and belong together. */
    void files() {
        if (!tls.isTrue("enabled")) {
            return;
        }
        Optional<Path> certificate = file("cert_file");
        Optional<Path> key = file("key_file");
        if (certificate.isPresent()
                && key.isPresent()
                && ServerIdentity.read(certificate.get(), key.get()) instanceof Reading.Unusable(String reason)) {
            report.error(tls.line("cert_file"), "failed to load TLS certificate: " + reason);
        }
    }

    private void specified(String key) {
        if (tls.text(key).isEmpty()) {
            report.error(tls.line(key), "TLS enabled but tls." + key + " not specified");
        }
    }

    /** What is not specified has been complained about. */
    private Optional<Path> file(String key) {
        return NamedFile.readable(mainFile, tls, key, "TLS " + key, report);
    }

    private void conflict(Optional<ListenAddress> other, int port, String text) {
        if (other.isPresent() && other.get().port() == port) {
            report.error(tls.line("listen"), text);
        }
    }
}
