package edgecomet.adapters.fs.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files in a directory of their own, from texts or from the samples of the distribution. */
public final class ConfigurationFiles {

    /** The smallest gateway without problems or warnings; its pages go into the test's directory. */
    public static final String GATEWAY = """
            server:
              listen: ":10070"
              timeout: 150s
            internal:
              listen: ":10071"
              auth_key: "0123456789abcdef0123456789abcdef"
            redis:
              addr: "localhost:6379"
            storage:
              base_path: "@cache@"
            dimensions:
              desktop: {id: 1, width: 1920, height: 1080, match_ua: ["*Googlebot*"]}
            hosts:
              include: "hosts.d/*.yaml"
            """;

    /** The smallest host without problems or warnings. */
    public static final String HOSTS = """
            hosts:
              - id: 1
                domain: "example.com"
                render_key: "k"
                enabled: true
                render: {timeout: 30s}
            """;

    private static final Path REPOSITORY = repository();

    private final Path directory;

    public ConfigurationFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes a file and returns its path. */
    public Path write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            String complete = text.replace("@cache@", directory.resolve("cache").toString());
            return Files.write(file, complete.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a gateway's file and one host file and returns the former. */
    public Path gateway(String main, String hosts) {
        write("hosts.d/01-site.yaml", hosts);
        return write("edge-gateway.yaml", main);
    }

    /** Returns a text of the distribution's samples, its pages in the test's directory. */
    static String sample(String name) {
        return read("conf/" + name).replace("/var/cache/edgecomet", "@cache@");
    }

    /** Returns a file of the repository. */
    public static String read(String name) {
        try {
            return Files.readString(REPOSITORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of the repository. */
    static void replace(String name, String text) {
        try {
            Files.createDirectories(REPOSITORY.resolve(name).getParent());
            Files.writeString(REPOSITORY.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    }
}
