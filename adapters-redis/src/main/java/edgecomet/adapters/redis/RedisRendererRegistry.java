package edgecomet.adapters.redis;

import edgecomet.application.port.RendererRegistry;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Render services as they announce themselves in Redis (spec 04 §7.1-7.2). */
final class RedisRendererRegistry implements RendererRegistry {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    /**
     * Lists the tabs that are not listed and leaves the others alone, so that it makes a lost list anew and mends one
     * that has only some of its tabs. KEYS: the tabs. ARGV: milliseconds to live, then what tab 0, 1, … is to have.
     */
    private static final RedisScript LIST_TABS = RedisScript.of("""
            local tabs = #ARGV - 1
            for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
              local tab = tonumber(name)
              if not tab or tab >= tabs then redis.call('HDEL', KEYS[1], name) end
            end
            for tab = 0, tabs - 1 do
              redis.call('HSETNX', KEYS[1], tostring(tab), ARGV[tab + 2])
            end
            return redis.call('PEXPIRE', KEYS[1], ARGV[1])
            """);

    private final RedisCalls redis;

    /** Announces by these calls. */
    RedisRendererRegistry(RedisCalls redis) {
        this.redis = redis;
    }

    @Override
    public List<BusyTab> announce(Renderer renderer, List<BusyTab> busyTabs) {
        String id = renderer.serviceId();
        String[] arguments = new String[renderer.capacity() + 1];
        Arrays.fill(arguments, "");
        arguments[0] = Long.toString(LIFETIME.toMillis());
        busyTabs.forEach(busy -> arguments[busy.tab() + 1] = busy.requestId());
        redis.run("listing tabs", LIST_TABS, ServiceRecord.tabsKey(id), arguments);
        String what = "announcing a render service";
        String record = ServiceRecord.write(renderer);
        String address = "http://" + renderer.address() + ":" + renderer.port();
        RedisFuture<String> announced =
                redis.send(what, commands -> commands.set(ServiceRecord.key(id), record, SetArgs.Builder.px(LIFETIME)));
        RedisFuture<Boolean> indexed = redis.send(what, commands -> commands.hset(ServiceRecord.INDEX, id, address));
        RedisFuture<Map<String, String>> tabs =
                redis.send(what, commands -> commands.hgetall(ServiceRecord.tabsKey(id)));
        redis.await(what, announced);
        redis.await(what, indexed);
        return reservations(redis.await(what, tabs), renderer.capacity());
    }

    /** Whoever writes something else into the list than numbers of tabs has reserved nothing by it. */
    private static List<BusyTab> reservations(Map<String, String> tabs, int capacity) {
        return IntStream.range(0, capacity)
                .filter(tab -> !tabs.getOrDefault(Integer.toString(tab), "").isEmpty())
                .mapToObj(tab -> new BusyTab(tab, tabs.getOrDefault(Integer.toString(tab), "")))
                .toList();
    }

    @Override
    public void free(String serviceId, BusyTab reservation) {
        redis.run(
                "freeing a tab",
                RedisRendererDirectory.RELEASE,
                ServiceRecord.tabsKey(serviceId),
                Integer.toString(reservation.tab()),
                reservation.requestId());
    }

    @Override
    public void withdraw(String serviceId) {
        String what = "withdrawing a render service";
        List<RedisFuture<Long>> answers = List.of(
                redis.send(what, commands -> commands.del(ServiceRecord.tabsKey(serviceId))),
                redis.send(what, commands -> commands.del(ServiceRecord.key(serviceId))),
                redis.send(what, commands -> commands.hdel(ServiceRecord.INDEX, serviceId)));
        answers.forEach(answer -> redis.await(what, answer));
    }
}
