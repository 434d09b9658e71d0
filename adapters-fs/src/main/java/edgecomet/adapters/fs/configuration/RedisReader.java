package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Encryption;
import edgecomet.application.configuration.RedisConfiguration.Identity;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.configuration.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a checked {@code redis} block into a value. */
final class RedisReader {

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private RedisReader() {}

    /** Returns the address; empty where the text is none. A host without a port gets the usual one. */
    static Optional<Address> address(String text) {
        return address(text, PORT);
    }

    private static Optional<Address> address(String text, int usualPort) {
        String complete = text.contains(":") ? text : text + ":" + usualPort;
        return ListenText.parse(complete) instanceof ListenText.Valid(ListenAddress(String host, int port))
                ? Optional.of(new Address(host.isEmpty() ? "localhost" : host, port))
                : Optional.empty();
    }

    /** Returns the value of a checked block of a file. */
    static RedisConfiguration read(Path file, Section redis) {
        String username = redis.text("username");
        return new RedisConfiguration(
                place(redis),
                username.isEmpty() ? null : username,
                secret(redis),
                redis.number("db"),
                encryption(file, redis.section("tls")));
    }

    private static Place place(Section redis) {
        Section sentinel = redis.section("sentinel");
        if (sentinel.isPresent()) {
            return new Place.Sentinel(sentinel.text("master"), addresses(sentinel, SENTINEL_PORT), secret(sentinel));
        }
        Section cluster = redis.section("cluster");
        return cluster.isPresent()
                ? new Place.Cluster(addresses(cluster, PORT))
                : new Place.Single(address(redis.text("addr")).orElseThrow());
    }

    private static List<Address> addresses(Section section, int usualPort) {
        return section.items("addrs").stream()
                .map(Located::value)
                .map(text -> address(text, usualPort).orElseThrow())
                .toList();
    }

    private static @Nullable Secret secret(Section section) {
        String password = section.text("password");
        return password.isEmpty() ? null : new Secret(password);
    }

    private static @Nullable Encryption encryption(Path file, Section tls) {
        if (!tls.isTrue("enabled")) {
            return null;
        }
        String authorities = tls.text("ca_file");
        String certificate = tls.text("cert_file");
        return new Encryption(
                authorities.isEmpty() ? null : NamedFile.resolve(file, authorities),
                certificate.isEmpty()
                        ? null
                        : new Identity(
                                NamedFile.resolve(file, certificate), NamedFile.resolve(file, tls.text("key_file"))));
    }
}
