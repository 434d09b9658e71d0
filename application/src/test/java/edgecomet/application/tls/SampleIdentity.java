package edgecomet.application.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh self-signed certificate, made by the JDK's own tool, with its key in PEM files. */
public record SampleIdentity(Path certificate, Path key, X509Certificate x509, PrivateKey privateKey) {

    private static final String PASSWORD = "password";

    /** The kinds of key that certificates have. */
    public enum Kind {
        RSA("RSA", "2048"),
        EC("EC", "256"),
        ED25519("Ed25519", "");

        private final String algorithm;
        private final String size;

        Kind(String algorithm, String size) {
            this.algorithm = algorithm;
            this.size = size;
        }
    }

    /** Makes the files {@code NAME.crt} and {@code NAME.key} in a directory, for a name and 127.0.0.1. */
    public static SampleIdentity make(Path directory, Kind kind, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        Files.deleteIfExists(store);
        keytool(store, kind, name);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        X509Certificate x509 = (X509Certificate) keys.getCertificate("server");
        PrivateKey key = (PrivateKey) keys.getKey("server", PASSWORD.toCharArray());
        return new SampleIdentity(
                Files.writeString(directory.resolve(name + ".crt"), pem("CERTIFICATE", x509.getEncoded())),
                Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())),
                x509,
                key);
    }

    /** Returns the key as PEM in PKCS #8, and in the older form that its kind has. */
    List<String> keyForms() {
        List<String> forms = new ArrayList<>(List.of(pem("PRIVATE KEY", privateKey.getEncoded())));
        byte[] pkcs8 = privateKey.getEncoded();
        switch (privateKey.getAlgorithm()) {
            case "RSA" -> forms.add(pem("RSA PRIVATE KEY", inner(pkcs8)));
            case "EC" -> forms.add("""
                    -----BEGIN EC PARAMETERS-----
                    BggqhkjOPQMBBw==
                    -----END EC PARAMETERS-----
                    """ + pem("EC PRIVATE KEY", withCurve(inner(pkcs8))));
            default -> {}
        }
        return forms;
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** The last field of a PKCS #8 key is the key in its older form. */
    private static byte[] inner(byte[] pkcs8) {
        return Der.find(Der.find(pkcs8, 0x30).orElseThrow(), 0x04).orElseThrow();
    }

    /** Inside PKCS #8 the curve is named outside of the key; alone, the key names it itself. */
    private static byte[] withCurve(byte[] sec1) {
        byte[] fields = Der.find(sec1, 0x30).orElseThrow();
        int afterKey = 3 + 2 + Der.find(fields, 0x04).orElseThrow().length;
        byte[] p256 = HexFormat.of().parseHex("06082a8648ce3d030107");
        return Der.value(
                0x30,
                Arrays.copyOf(fields, afterKey),
                Der.value(0xA0, p256),
                Arrays.copyOfRange(fields, afterKey, fields.length));
    }

    private static void keytool(Path store, Kind kind, String name) throws IOException, InterruptedException {
        Path log = store.resolveSibling("keytool.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                kind.algorithm,
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-ext",
                "SAN=dns:" + name + ",ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        if (!kind.size.isEmpty()) {
            command.addAll(List.of("-keysize", kind.size));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(log));
    }
}
