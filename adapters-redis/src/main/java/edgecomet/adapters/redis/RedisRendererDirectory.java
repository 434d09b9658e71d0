package edgecomet.adapters.redis;

import edgecomet.adapters.redis.Amends.Amend;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RendererDirectory;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a free tab among the render services in Redis (spec 04 §7.3).
 *
 * <p>Services and their tabs are read in one pipelined round trip and put in the order of the strategy here. Then the
 * first service is asked for a tab by a script that looks and reserves in one step, on the one key of that service; if
 * its last tab went to someone else meanwhile, the next service is asked. So no tab is given twice, nothing scans the
 * database inside a script, and no command needs keys of more than one service.
 */
final class RedisRendererDirectory implements RendererDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RedisRendererDirectory.class);
    private static final Duration LEAST_TAB_LIFETIME = Duration.ofSeconds(2);

    /**
     * Takes the free tab with the smallest number; -1 if there is none. The list of tabs lives on for two seconds at
     * least and never shorter than before. KEYS: the tabs. ARGV: request, number of tabs, milliseconds to live.
     */
    private static final RedisScript RESERVE = RedisScript.of("""
            local tabs = redis.call('HGETALL', KEYS[1])
            local free, name = -1, ''
            for i = 1, #tabs, 2 do
              local tab = tonumber(tabs[i])
              if tab and tab >= 0 and tab < tonumber(ARGV[2]) and tabs[i + 1] == '' and (free < 0 or tab < free) then
                free, name = tab, tabs[i]
              end
            end
            if free < 0 then return -1 end
            redis.call('HSET', KEYS[1], name, ARGV[1])
            local left = redis.call('PTTL', KEYS[1])
            if left >= 0 and left < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
            return free
            """);

    /** Frees a tab if the request still has it. KEYS: the tabs. ARGV: tab, request. */
    static final RedisScript RELEASE = RedisScript.of("""
            if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], '')
            return 1
            """);

    /** Frees whatever tab a request has, where nobody knows which one it is. KEYS: the tabs. ARGV: request. */
    private static final RedisScript GIVE_BACK = RedisScript.of("""
            local tabs = redis.call('HGETALL', KEYS[1])
            local freed = 0
            for i = 1, #tabs, 2 do
              if tabs[i + 1] == ARGV[1] then
                redis.call('HSET', KEYS[1], tabs[i], '')
                freed = freed + 1
              end
            end
            return freed
            """);

    private static final LiveRecords.Kind<ServiceRecord> KIND = new LiveRecords.Kind<>(
            "render service", ServiceRecord.PREFIX, ServiceRecord.INDEX, (id, text) -> ServiceRecord.read(text));

    private final RedisCalls redis;
    private final Comparator<Candidate> preference;
    private final LiveRecords<ServiceRecord> services;

    private record Candidate(ServiceRecord service, Vacancy vacancy) {}

    /** Looks for services by these calls. */
    RedisRendererDirectory(RedisCalls redis, SelectionStrategy strategy) {
        this.redis = redis;
        this.preference = Comparator.comparing(Candidate::vacancy, strategy.preference());
        this.services = new LiveRecords<>(redis, KIND, LOG);
    }

    @Override
    public Reservation reserve(String requestId) {
        Map<String, ServiceRecord> alive = services.read();
        if (alive.isEmpty()) {
            return new Reservation.NoServices();
        }
        for (Candidate candidate : candidates(alive)) {
            String serviceId = candidate.vacancy().serviceId();
            ServiceRecord service = candidate.service();
            int tab = reserveTab(serviceId, service.capacity(), requestId);
            if (tab >= 0) {
                return new Reservation.Reserved(requestId, serviceId, tab, service.address(), service.port());
            }
        }
        return new Reservation.NoCapacity();
    }

    @Override
    public void release(Reservation.Reserved reservation) {
        try {
            redis.runInTheEnd(new Amend(
                    "releasing a tab",
                    RELEASE,
                    ServiceRecord.tabsKey(reservation.serviceId()),
                    List.of(Integer.toString(reservation.tab()), reservation.requestId())));
        } catch (CoordinationException e) {
            LOG.warn("Failed to release tab {} of {}", reservation.tab(), reservation.serviceId(), e);
        }
    }

    @Override
    public int countHealthy() {
        return services.read().size();
    }

    /** Returns the services that have a free tab, the preferred one first. */
    private List<Candidate> candidates(Map<String, ServiceRecord> alive) {
        String what = "reading tabs";
        Map<String, RedisFuture<List<String>>> answers = new LinkedHashMap<>();
        alive.forEach((id, service) -> {
            if (service.hasRoom()) {
                answers.put(id, redis.send(what, commands -> commands.hvals(ServiceRecord.tabsKey(id))));
            }
        });
        List<Candidate> candidates = new ArrayList<>();
        answers.forEach((id, answer) -> {
            List<String> tabs = redis.await(what, answer);
            int free = (int) tabs.stream().filter(String::isEmpty).count();
            ServiceRecord service = alive.get(id);
            if (free > 0 && service != null) {
                candidates.add(new Candidate(service, new Vacancy(id, service.capacity(), service.load(), free)));
            }
        });
        candidates.sort(preference);
        return candidates;
    }

    /** A reservation that is made after it was given up would keep the tab from everybody. */
    private int reserveTab(String serviceId, int capacity, String requestId) {
        String key = ServiceRecord.tabsKey(serviceId);
        Amend undoing = new Amend("giving back a tab", GIVE_BACK, key, List.of(requestId));
        return Math.toIntExact(redis.undoable(
                undoing,
                () -> redis.run(
                        "reserving a tab",
                        RESERVE,
                        key,
                        requestId,
                        Integer.toString(capacity),
                        Long.toString(LEAST_TAB_LIFETIME.toMillis()))));
    }
}
