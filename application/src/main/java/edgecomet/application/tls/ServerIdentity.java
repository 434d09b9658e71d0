package edgecomet.application.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A certificate chain and the private key that belongs to it. Immutable and safe for concurrent use. */
public final class ServerIdentity {

    private static final byte[] PROBE = "edgecomet".getBytes(StandardCharsets.US_ASCII);

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** What came of reading a pair of files. */
    public sealed interface Reading {

        /** They belong together. */
        record Usable(ServerIdentity identity) implements Reading {}

        /** They cannot be used; the reason tells an operator which file to look at. */
        record Unusable(String reason) implements Reading {}
    }

    /**
     * Reads a pair of PEM files. Blocks for as long as the files take to be read.
     *
     * @param certificate the chain, the server's own certificate first
     * @param key PKCS #8, PKCS #1 or SEC 1, without a password
     */
    public static Reading read(Path certificate, Path key) {
        try {
            List<X509Certificate> chain = chain(Files.readAllBytes(certificate));
            if (chain.isEmpty()) {
                return new Reading.Unusable("no certificate in " + certificate);
            }
            Optional<PemBlock> block = PemBlock.all(Files.readAllBytes(key)).stream()
                    .filter(PrivateKeys::isKey)
                    .findFirst();
            return block.isEmpty()
                    ? new Reading.Unusable("no private key in " + key)
                    : pair(chain, PrivateKeys.of(block.get()), certificate, key);
        } catch (IOException e) {
            return new Reading.Unusable("cannot read " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return new Reading.Unusable(e.getMessage() + " (" + certificate + ", " + key + ")");
        }
    }

    private static Reading pair(List<X509Certificate> chain, PrivateKey key, Path certificate, Path keyFile)
            throws GeneralSecurityException {
        return belongTogether(chain.getFirst(), key)
                ? new Reading.Usable(new ServerIdentity(ordered(chain), key))
                : new Reading.Unusable(
                        "the private key in " + keyFile + " is not that of the certificate in " + certificate);
    }

    private static List<X509Certificate> chain(byte[] file) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : PemBlock.all(file)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        return chain;
    }

    /** Each certificate followed by that of its issuer, as clients want them; what belongs to nobody is left out. */
    private static List<X509Certificate> ordered(List<X509Certificate> certificates) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(left.getFirst());
        while (next.isPresent()) {
            X509Certificate certificate = next.get();
            chain.add(certificate);
            left.remove(certificate);
            next = left.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .findFirst();
        }
        return List.copyOf(chain);
    }

    /** What the key signs, the certificate must verify. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /** Returns when the certificate ends. */
    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** Returns whom the certificate is made out to. */
    public String subject() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    /** Returns a new key store with this identity as its only entry, which has no password. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, null, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has key stores in memory", e);
        }
    }
}
