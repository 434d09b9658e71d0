package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Encryption;
import edgecomet.application.configuration.RedisConfiguration.Identity;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.tls.SampleIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to Redis. */
class RedisKeysTest {

    private static final String PLAIN = "redis:\n  addr: \"localhost:6379\"\n";

    @TempDir
    private Path directory;

    @Test
    void one_server_and_a_user_of_its_access_control_list() {
        RedisConfiguration redis = loaded("redis: {addr: db, username: gw, password: word, db: 3}");
        assertEquals(new Place.Single(new Address("db", 6379)), redis.place());
        assertEquals("gw", redis.username());
        assertTrue(redis.password().matches("word"));
        assertEquals(3, redis.database());
        assertNull(redis.encryption());
    }

    @Test
    void sentinels_know_the_server() {
        RedisConfiguration redis = loaded(
                "redis: {password: data, sentinel: {master: m, addrs: [\"10.0.0.1:7000\", s2], password: watch}}");
        Place.Sentinel place = (Place.Sentinel) redis.place();
        assertEquals("m", place.master());
        assertEquals(List.of(new Address("10.0.0.1", 7000), new Address("s2", 26379)), place.sentinels());
        assertTrue(place.password().matches("watch"));
        assertTrue(redis.password().matches("data"));
    }

    @Test
    void servers_of_a_cluster_know_the_others() {
        RedisConfiguration redis = loaded("redis: {cluster: {addrs: [\"10.0.0.1:7000\", \"[::1]:7001\", c3]}}");
        assertEquals(
                new Place.Cluster(
                        List.of(new Address("10.0.0.1", 7000), new Address("::1", 7001), new Address("c3", 6379))),
                redis.place());
    }

    @Test
    void certificates_are_looked_for_beside_the_main_file() throws Exception {
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "gw");
        assertEquals(
                new Encryption(
                        directory.resolve("gw.crt"),
                        new Identity(directory.resolve("gw.crt"), directory.resolve("gw.key"))),
                loaded("redis: {addr: db, tls: {enabled: true, ca_file: gw.crt, cert_file: gw.crt, key_file: gw.key}}")
                        .encryption());
        assertEquals(
                new Encryption(null, null),
                loaded("redis: {addr: db, tls: {enabled: true}}").encryption());
        assertNull(loaded("redis: {addr: db, tls: {ca_file: gw.crt}}").encryption());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "redis: {db: 1} | redis.addr is required",
                "redis: {addr: \"a:b:c\"} | redis.addr must be host:port, got \"a:b:c\"",
                "redis: {addr: db, db: -1} | redis.db must be >= 0, got -1",
                "redis: {addr: db, username: gw} | redis.username needs redis.password",
                "redis: {addr: db, sentinel: {master: m, addrs: [s]}} | redis.addr cannot stand beside redis.sentinel: the servers are found by that",
                "redis: {addr: db, cluster: {addrs: [s]}} | redis.addr cannot stand beside redis.cluster: the servers are found by that",
                "redis: {cluster: {addrs: [s]}, sentinel: {master: m, addrs: [s]}} | redis.cluster cannot stand beside redis.sentinel: take one of them out",
                "redis: {sentinel: {addrs: [s]}} | redis.sentinel.master is required: the name that the sentinels use",
                "redis: {sentinel: {master: m}} | redis.sentinel.addrs is required: one address at least",
                "redis: {sentinel: {master: m, addrs: [\"s:0\"]}} | redis.sentinel.addrs must be host:port, got \"s:0\"",
                "redis: {cluster: {addrs: []}} | redis.cluster.addrs is required: one address at least",
                "redis: {db: 2, cluster: {addrs: [s]}} | redis.db must be 0 in a cluster, got 2",
                "redis: {addr: db, tls: {enabled: true, ca_file: no.pem}} | redis.tls.ca_file not found: no.pem",
                "redis: {addr: db, tls: {enabled: true, cert_file: edge-gateway.yaml}} | redis.tls.cert_file and redis.tls.key_file belong together",
            })
    void what_cannot_work_is_named(String redis, String complaint) {
        assertEquals(List.of(complaint), complaints(redis));
    }

    private RedisConfiguration loaded(String redis) {
        return switch (load(redis)) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration value, List<Problem> _) -> value.redis();
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    private List<String> complaints(String redis) {
        return switch (load(redis)) {
            case Loading.Loaded<GatewayConfiguration> loaded -> throw new AssertionError(loaded.toString());
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) ->
                problems.stream().map(Problem::text).toList();
        };
    }

    private Loading<GatewayConfiguration> load(String redis) {
        String text = ConfigurationFiles.GATEWAY.replace(PLAIN, redis + "\n");
        Path main = new ConfigurationFiles(directory).gateway(text, ConfigurationFiles.HOSTS);
        return YamlConfigurationSource.gateway(main, Map.of());
    }
}
