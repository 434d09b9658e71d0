package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.OriginConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of {@code bypass} that only the global level has. */
final class OriginCheck {

    private static final String CA_FILE = "ca_file";
    private static final String BODY = "max_body_megabytes";

    private final Path mainFile;
    private final Section bypass;
    private final Report report;

    OriginCheck(Path mainFile, Section bypass, Report report) {
        this.mainFile = mainFile;
        this.bypass = bypass;
        this.report = report;
    }

    /** Checks the values. */
    void check() {
        Integer megabytes = bypass.integer(BODY);
        if (megabytes != null && (megabytes < 1 || megabytes > OriginConfiguration.MOST_BODY_MEGABYTES)) {
            report.error(
                    bypass.line(BODY),
                    "bypass.max_body_megabytes must be between 1 and " + OriginConfiguration.MOST_BODY_MEGABYTES
                            + ", got " + megabytes);
        }
    }

    /** Checks that the certificates are there. */
    void files() {
        NamedFile.readable(mainFile, bypass, CA_FILE, "bypass.ca_file", report)
                .flatMap(OriginCheck::problem)
                .ifPresent(problem -> report.error(bypass.line(CA_FILE), "bypass.ca_file " + problem));
    }

    private static Optional<String> problem(Path bundle) {
        try (InputStream content = Files.newInputStream(bundle)) {
            return CertificateFactory.getInstance("X.509")
                            .generateCertificates(content)
                            .isEmpty()
                    ? Optional.of("holds no certificate in PEM: " + bundle)
                    : Optional.empty();
        } catch (CertificateException | IOException e) {
            return Optional.of("cannot be read as certificates in PEM: " + bundle + ": " + e.getMessage());
        }
    }

    /** Returns the values of a checked section. */
    static OriginConfiguration read(Path mainFile, Section bypass) {
        Boolean ssrf = bypass.bool("ssrf_protection");
        Integer megabytes = bypass.integer(BODY);
        return new OriginConfiguration(
                ssrf == null || ssrf,
                megabytes == null ? OriginConfiguration.BODY_MEGABYTES : megabytes,
                authorities(mainFile, bypass.text(CA_FILE)));
    }

    private static @Nullable Path authorities(Path mainFile, String name) {
        return name.isEmpty() ? null : NamedFile.resolve(mainFile, name);
    }
}
