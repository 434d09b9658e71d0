package edgecomet.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Where Redis is ({@code redis.*}).
 *
 * @param password null where the server asks for none
 */
public record RedisConfiguration(
        String host, int port, @Nullable Secret password, int database) {}
