package edgecomet.adapters.redis;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Encryption;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.configuration.Secret;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration in the terms of the client library. */
final class RedisAddresses {

    private RedisAddresses() {}

    /** Returns where the one server is, or who knows where it is. */
    static RedisURI single(RedisConfiguration configuration, Address address) {
        return data(configuration, RedisURI.builder().withHost(address.host()).withPort(address.port()));
    }

    /** Returns by whom the master is found. */
    static RedisURI sentinels(RedisConfiguration configuration, Place.Sentinel place) {
        RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(place.master());
        place.sentinels().forEach(address -> builder.withSentinel(sentinel(configuration, address, place.password())));
        return data(configuration, builder);
    }

    /** Returns the servers of a cluster that are asked for the others. */
    static List<RedisURI> cluster(RedisConfiguration configuration, Place.Cluster place) {
        return place.seeds().stream()
                .map(address -> single(configuration, address))
                .toList();
    }

    private static RedisURI data(RedisConfiguration configuration, RedisURI.Builder builder) {
        encrypted(builder, configuration).withDatabase(configuration.database());
        return authenticated(builder, configuration.username(), configuration.password())
                .build();
    }

    private static RedisURI sentinel(RedisConfiguration configuration, Address address, @Nullable Secret password) {
        RedisURI.Builder builder = RedisURI.builder().withHost(address.host()).withPort(address.port());
        return authenticated(encrypted(builder, configuration), null, password).build();
    }

    private static RedisURI.Builder encrypted(RedisURI.Builder builder, RedisConfiguration configuration) {
        return builder.withTimeout(RedisCalls.TIMEOUT)
                .withSsl(configuration.encryption() != null)
                .withVerifyPeer(SslVerifyMode.FULL);
    }

    private static RedisURI.Builder authenticated(
            RedisURI.Builder builder, @Nullable String username, @Nullable Secret password) {
        if (password == null) {
            return builder;
        }
        char[] revealed = password.reveal().toCharArray();
        return username == null ? builder.withPassword(revealed) : builder.withAuthentication(username, revealed);
    }

    /** Returns whom to trust, and what to show. */
    static SslOptions ssl(Encryption encryption) {
        SslOptions.Builder options = SslOptions.builder();
        if (encryption.authorities() != null) {
            options.trustManager(encryption.authorities().toFile());
        }
        if (encryption.identity() != null) {
            options.keyManager(
                    encryption.identity().certificate().toFile(),
                    encryption.identity().key().toFile(),
                    null);
        }
        return options.build();
    }

    /** Returns how a configuration is called in messages. */
    static String name(Place place) {
        return switch (place) {
            case Place.Single(Address address) -> "Redis at " + address;
            case Place.Sentinel sentinel ->
                "Redis \"" + sentinel.master() + "\" by the sentinels at " + list(sentinel.sentinels());
            case Place.Cluster cluster -> "the Redis cluster at " + list(cluster.seeds());
        };
    }

    private static String list(List<Address> addresses) {
        return String.join(", ", addresses.stream().map(Address::toString).toList());
    }
}
