package edgecomet.adapters.redis;

import edgecomet.application.port.GatewayDirectory;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways as they announce themselves in Redis, one string each (spec 04 §2). Whoever announces one is taken for
 * alive himself.
 */
final class RedisGatewayDirectory implements GatewayDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RedisGatewayDirectory.class);
    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final String PREFIX = "registry:eg:";

    /** Ours alone: gateways of other makes are found by their keys. */
    private static final String INDEX = "edgecomet:gateways";

    private static final LiveRecords.Kind<Gateway> KIND =
            new LiveRecords.Kind<>("gateway", PREFIX, INDEX, RedisGatewayDirectory::read);

    private final RedisCalls redis;
    private final ProcessRun run;
    private final LiveRecords<Gateway> gateways;

    /** Announces and looks by these calls. */
    RedisGatewayDirectory(RedisCalls redis, ProcessRun run) {
        this.redis = redis;
        this.run = run;
        this.gateways = new LiveRecords<>(redis, KIND, LOG);
    }

    /** The sign of life comes first, whatever becomes of the rest: without it others take the locks of this run. */
    @Override
    public void announce(Gateway gateway) {
        try {
            run.announce(gateway.gatewayId());
        } finally {
            list(gateway);
        }
    }

    private void list(Gateway gateway) {
        String what = "announcing a gateway";
        String key = PREFIX + gateway.gatewayId();
        String text = write(gateway);
        RedisFuture<String> announced =
                redis.send(what, commands -> commands.set(key, text, SetArgs.Builder.px(LIFETIME)));
        RedisFuture<Boolean> indexed =
                redis.send(what, commands -> commands.hset(INDEX, gateway.gatewayId(), gateway.address()));
        redis.await(what, announced);
        redis.await(what, indexed);
    }

    /** The run keeps what it has begun, whether or not the gateway can be taken off the list. */
    @Override
    public void withdraw(String gatewayId) {
        try {
            run.leave(gatewayId);
        } finally {
            unlist(gatewayId);
        }
    }

    private void unlist(String gatewayId) {
        String what = "withdrawing a gateway";
        RedisFuture<Long> withdrawn = redis.send(what, commands -> commands.del(PREFIX + gatewayId));
        RedisFuture<Long> unlisted = redis.send(what, commands -> commands.hdel(INDEX, gatewayId));
        redis.await(what, withdrawn);
        redis.await(what, unlisted);
    }

    @Override
    public List<Gateway> alive() {
        return List.copyOf(gateways.read().values());
    }

    private static String write(Gateway gateway) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("eg_id", gateway.gatewayId());
            json.writeStringField("address", gateway.address());
            json.writeStringField("last_heartbeat", Timestamps.format(gateway.seen()));
            json.writeBooleanField("sharding_enabled", gateway.shardingEnabled());
            json.writeEndObject();
        });
    }

    /** The key is what says that it is alive, so a timestamp that cannot be read does no harm. */
    private static Optional<Gateway> read(String id, String text) {
        Map<String, @Nullable Object> fields;
        try {
            fields = Json.readObject(text);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!(fields.get("address") instanceof String address)) {
            return Optional.empty();
        }
        Instant seen = fields.get("last_heartbeat") instanceof String timestamp
                ? Timestamps.parse(timestamp).orElse(Instant.EPOCH)
                : Instant.EPOCH;
        boolean sharding = Boolean.TRUE.equals(fields.get("sharding_enabled"));
        return Optional.of(new Gateway(id, address, seen, sharding));
    }
}
