package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.Secret;
import java.util.Optional;

/** Turns a {@code redis} block into a value. */
final class RedisReader {

    private static final int DEFAULT_PORT = 6379;

    private RedisReader() {}

    /** Returns the address; empty where the text is none. A host without a port gets the usual one. */
    static Optional<ListenAddress> address(Section redis) {
        String text = redis.text("addr");
        String complete = text.contains(":") ? text : text + ":" + DEFAULT_PORT;
        return ListenText.parse(complete) instanceof ListenText.Valid(ListenAddress address)
                ? Optional.of(address)
                : Optional.empty();
    }

    /** Returns the value of a checked block. */
    static RedisConfiguration read(Section redis) {
        ListenAddress address = address(redis).orElseThrow();
        String password = redis.text("password");
        return new RedisConfiguration(
                address.host().isEmpty() ? "localhost" : address.host(),
                address.port(),
                password.isEmpty() ? null : new Secret(password),
                redis.number("db"));
    }
}
