package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Three servers that share the keys out, emptied before each test, and our client; only the first one is configured. */
final class ClusterUnderTest implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final int SERVERS = 3;

    private final List<RedisServer> servers = new ArrayList<>();
    private RedisCoordination coordination;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!servers.isEmpty()) {
            return; // for a class inside the one that has begun
        }
        for (int i = 0; i < SERVERS; i++) {
            servers.add(RedisServer.start(
                    "--cluster-enabled", "yes", "--cluster-port", Integer.toString(FreePorts.next())));
        }
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        servers.forEach(server -> create.add(server.host() + ":" + server.port()));
        create.add("--cluster-yes");
        String said = servers.getFirst().command(create.toArray(String[]::new));
        eventually(
                () -> "the cluster is whole: " + said,
                () -> servers.stream()
                        .allMatch(server -> server.command("CLUSTER", "INFO").contains("cluster_state:ok")));
        coordination = connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        servers.forEach(server -> server.command("FLUSHALL"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!context.getRequiredTestClass().isMemberClass()) {
            coordination.close();
            servers.forEach(RedisServer::close);
        }
    }

    RedisCoordination coordination() {
        return coordination;
    }

    RedisCoordination connect() {
        RedisServer seed = servers.getFirst();
        Place place = new Place.Cluster(List.of(new Address(seed.host(), seed.port())));
        return SharedClient.connect(new RedisConfiguration(place, null, null, 0, null), InstantSource.system());
    }

    /** Returns how many keys each server has. */
    List<Integer> keys() {
        return servers.stream()
                .map(server -> Integer.parseInt(server.command("DBSIZE").strip()))
                .toList();
    }
}
