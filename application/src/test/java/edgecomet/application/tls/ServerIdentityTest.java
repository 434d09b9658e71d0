package edgecomet.application.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.tls.ServerIdentity.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of files as tools write them, and as people damage them. */
class ServerIdentityTest {

    @TempDir
    static Path directory;

    private static SampleIdentity rsa;
    private static SampleIdentity ec;
    private static SampleIdentity ed25519;

    @TempDir
    Path own;

    @BeforeAll
    static void make() throws Exception {
        rsa = SampleIdentity.make(directory, SampleIdentity.Kind.RSA, "rsa.example");
        ec = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "ec.example");
        ed25519 = SampleIdentity.make(directory, SampleIdentity.Kind.ED25519, "ed25519.example");
    }

    static Stream<SampleIdentity> samples() {
        return Stream.of(rsa, ec, ed25519);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_pair_is_usable_in_each_form_that_its_kind_of_key_is_written_in(SampleIdentity sample) throws Exception {
        for (String form : sample.keyForms()) {
            ServerIdentity identity = usable(sample.certificate(), write("form.key", form));
            KeyStore store = identity.keyStore();
            assertEquals(
                    sample.privateKey().getAlgorithm(),
                    store.getKey("server", null).getAlgorithm());
            assertArrayEquals(new Object[] {sample.x509()}, store.getCertificateChain("server"));
            assertEquals(sample.x509().getSubjectX500Principal().getName(), identity.subject());
            assertEquals(sample.x509().getNotAfter().toInstant(), identity.notAfter());
        }
    }

    @Test
    void what_does_not_belong_to_the_chain_is_left_out() throws Exception {
        String text =
                "a comment\n" + Files.readString(ec.certificate()) + "another\n" + Files.readString(rsa.certificate());
        KeyStore store = usable(write("chain.pem", text), ec.key()).keyStore();
        assertArrayEquals(new Object[] {ec.x509()}, store.getCertificateChain("server"));
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        SampleIdentity other = SampleIdentity.make(own, SampleIdentity.Kind.EC, "other.example");
        String reason = "the private key in %s is not that of the certificate in " + ec.certificate();
        assertEquals(reason.formatted(other.key()), refused(ec.certificate(), other.key()));
        assertEquals(reason.formatted(rsa.key()), refused(ec.certificate(), rsa.key()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | no certificate in FILE",
                "nonsense                      | no certificate in FILE",
                "-----BEGIN CERTIFICATE-----   | no certificate in FILE",
                "PRIVATE KEY                   | no certificate in FILE",
            })
    void a_damaged_certificate_is_named(String content, String reason) throws Exception {
        Path file = write("site.crt", content.equals("PRIVATE KEY") ? block(content) : content);
        assertEquals(reason.replace("FILE", file.toString()), refused(file, ec.key()));
    }

    @Test
    void a_certificate_that_is_none_inside_is_named() throws Exception {
        Path file = write("site.crt", block("CERTIFICATE"));
        assertTrue(refused(file, ec.key()).contains(file.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CERTIFICATE           | no private key in FILE",
                "PRIVATE KEY           | the private key is damaged, or of an unknown kind (CERT, FILE)",
                "RSA PRIVATE KEY       | the private key is damaged, or of an unknown kind (CERT, FILE)",
                "EC PRIVATE KEY        | the private key does not name its curve (CERT, FILE)",
                "DSA PRIVATE KEY       | a DSA PRIVATE KEY cannot be used (CERT, FILE)",
                "ENCRYPTED PRIVATE KEY | the private key is encrypted: store it without a password (CERT, FILE)",
            })
    void a_damaged_key_is_named(String label, String reason) throws Exception {
        Path file = write("site.key", block(label));
        assertEquals(
                reason.replace("FILE", file.toString())
                        .replace("CERT", ec.certificate().toString()),
                refused(ec.certificate(), file));
    }

    @Test
    void a_missing_file_is_named() {
        Path missing = own.resolve("missing.key");
        assertEquals("cannot read " + missing, refused(ec.certificate(), missing));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_cut_of_a_key_breaks_the_reader(SampleIdentity sample) throws Exception {
        for (String form : sample.keyForms()) {
            PemBlock block =
                    PemBlock.all(form.getBytes(StandardCharsets.US_ASCII)).getLast();
            for (int length = 0; length < block.content().length; length++) {
                String cut = SampleIdentity.pem(block.label(), Arrays.copyOf(block.content(), length));
                String reason = refused(sample.certificate(), write("cut.key", cut));
                assertFalse(reason.isEmpty());
            }
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(own.resolve(name), text);
    }

    private static String block(String label) {
        return SampleIdentity.pem(label, new byte[] {0x30, 0x03, 0x02, 0x01, 0x00});
    }

    private static ServerIdentity usable(Path certificate, Path key) throws IOException {
        return switch (ServerIdentity.read(certificate, key)) {
            case Reading.Usable(ServerIdentity identity) -> identity;
            case Reading.Unusable(String reason) -> throw new AssertionError(reason + "\n" + Files.readString(key));
        };
    }

    private static String refused(Path certificate, Path key) {
        return assertInstanceOf(Reading.Unusable.class, ServerIdentity.read(certificate, key))
                .reason();
    }
}
