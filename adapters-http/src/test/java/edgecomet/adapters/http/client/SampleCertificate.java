package edgecomet.adapters.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/** A fresh certificate for {@code shop.example} and 127.0.0.1, which only its own bundle vouches for. */
record SampleCertificate(KeyManagerFactory keys, Path bundle) {

    private static final String PASSWORD = "password";

    static SampleCertificate make(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("keys.p12");
        Path bundle = directory.resolve("ca.pem");
        keytool(
                store,
                List.of(
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=shop.example",
                        "-validity",
                        "2",
                        "-ext",
                        "SAN=dns:shop.example,ip:127.0.0.1"));
        keytool(store, List.of("-exportcert", "-alias", "server", "-rfc", "-file", bundle.toString()));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        return new SampleCertificate(managers, bundle);
    }

    private static void keytool(Path store, List<String> arguments) throws IOException, InterruptedException {
        Path log = store.resolveSibling("keytool.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(log));
    }
}
