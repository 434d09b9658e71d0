package edgecomet.adapters.redis;

import edgecomet.application.testing.RedisServer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The server that the contract tests run against: the first {@code redis-server} on the path, which may be a link to a
 * server of another make, or the image that the system property {@code edgecomet.redis.image} names (the build's profile
 * {@code containers}).
 */
record RedisUnderTest(String host, int port, AutoCloseable owner) {

    private static final int PORT = 6379;

    static RedisUnderTest start() {
        String image = System.getProperty("edgecomet.redis.image", "");
        return image.isEmpty() ? local() : container(image);
    }

    private static RedisUnderTest local() {
        RedisServer server = RedisServer.start();
        return new RedisUnderTest(server.host(), server.port(), server);
    }

    private static RedisUnderTest container(String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
        container.start();
        return new RedisUnderTest(container.getHost(), container.getMappedPort(PORT), container);
    }

    void close() {
        try {
            owner.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
