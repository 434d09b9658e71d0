package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import edgecomet.adapters.http.listener.WatchedCertificate.Loading;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.testing.Eventually;
import edgecomet.application.tls.SampleIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class WatchedCertificateTest {

    private static final Duration OFTEN = Duration.ofMillis(10);

    @TempDir
    static Path samples;

    private static SampleIdentity first;
    private static SampleIdentity second;

    @TempDir
    Path directory;

    private final List<X509Certificate> shown = new CopyOnWriteArrayList<>();
    private TlsConfiguration files;
    private WatchedCertificate watched;

    @BeforeAll
    static void make() throws Exception {
        first = SampleIdentity.make(samples, SampleIdentity.Kind.EC, "first.example");
        second = SampleIdentity.make(samples, SampleIdentity.Kind.EC, "second.example");
    }

    @BeforeEach
    void watch() throws Exception {
        Path certificate = Files.copy(first.certificate(), directory.resolve("site.crt"));
        Path key = Files.copy(first.key(), directory.resolve("site.key"));
        files = new TlsConfiguration(new ListenAddress("", 1), certificate, key, TlsVersion.TLS_1_3);
        watched = assertInstanceOf(Loading.Loaded.class, WatchedCertificate.load(files, OFTEN))
                .certificate();
        Flux.from(watched.getKeyStore()).subscribe(store -> shown.add(certificateOf(store)));
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void the_first_one_is_there_at_once() {
        assertEquals(List.of(first.x509()), shown);
    }

    @Test
    void files_that_are_replaced_are_read() throws Exception {
        replace(second.certificate(), second.key());
        awaitShown(first.x509(), second.x509());
        replace(first.certificate(), first.key());
        awaitShown(first.x509(), second.x509(), first.x509());
    }

    @Test
    void links_that_are_turned_round_are_followed() throws Exception {
        Path links = Files.createDirectory(directory.resolve("live"));
        Path certificate = Files.createSymbolicLink(links.resolve("site.crt"), first.certificate());
        Path key = Files.createSymbolicLink(links.resolve("site.key"), first.key());
        TlsConfiguration linked = new TlsConfiguration(new ListenAddress("", 1), certificate, key, TlsVersion.TLS_1_3);
        List<X509Certificate> seen = new CopyOnWriteArrayList<>();
        try (WatchedCertificate live = assertInstanceOf(Loading.Loaded.class, WatchedCertificate.load(linked, OFTEN))
                .certificate()) {
            Flux.from(live.getKeyStore()).subscribe(store -> seen.add(certificateOf(store)));
            turn(certificate, second.certificate());
            turn(key, second.key());
            Eventually.eventually("the new one is shown", () -> seen.equals(List.of(first.x509(), second.x509())));
        }
    }

    @Test
    void a_pair_that_cannot_be_used_changes_nothing_until_it_is_put_right() throws Exception {
        Files.writeString(files.key(), "nothing");
        Files.delete(files.certificate());
        Files.copy(second.certificate(), files.certificate());
        // The watch has seen the damage before it sees the repair: it looks at the time of the last change.
        replace(second.certificate(), second.key());
        awaitShown(first.x509(), second.x509());
    }

    @Test
    void one_that_cannot_be_used_at_the_start_is_said() throws Exception {
        Files.delete(files.key());
        assertEquals(new Loading.Failed("cannot read " + files.key()), WatchedCertificate.load(files, OFTEN));
    }

    private void awaitShown(X509Certificate... expected) {
        Eventually.eventually("the certificates are shown", () -> shown.equals(List.of(expected)));
    }

    private void replace(Path certificate, Path key) throws Exception {
        Files.copy(certificate, files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, files.key(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void turn(Path link, Path target) throws Exception {
        Path temporary = link.resolveSibling("next");
        Files.createSymbolicLink(temporary, target);
        Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static X509Certificate certificateOf(KeyStore store) {
        try {
            return (X509Certificate) store.getCertificate("server");
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }
}
