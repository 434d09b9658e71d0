package edgecomet.application.port;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.GatewayDirectory.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of {@link GatewayDirectory}, for every implementation. */
public abstract class GatewayDirectoryContract {

    private static final Instant SEEN = Instant.parse("2026-01-02T03:04:05.120450Z");

    /** Returns the directory under test, empty at the start of each test. */
    protected abstract GatewayDirectory directory();

    /** Lets time pass where the implementation is on a clock that tests turn; real time passes by itself. */
    protected void letPass(Duration duration) {}

    @Test
    void knows_nobody_at_first() {
        assertEquals(List.of(), directory().alive());
    }

    @Test
    void lists_gateways_as_they_announced_themselves_by_id() {
        Gateway first = new Gateway("eg1", "10.0.0.1:9202", SEEN, true);
        Gateway second = new Gateway("eg2", "gateway-2.local:9202", SEEN.plusSeconds(1), false);
        directory().announce(second);
        directory().announce(first);
        assertEquals(List.of(first, second), directory().alive());
    }

    @Test
    void keeps_the_latest_announcement() {
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, false));
        Gateway latest = new Gateway("eg1", "10.0.0.9:9999", SEEN.plusSeconds(1), true);
        directory().announce(latest);
        assertEquals(List.of(latest), directory().alive());
    }

    @Test
    void forgets_a_withdrawn_gateway() {
        Gateway second = new Gateway("eg2", "10.0.0.2:9202", SEEN, true);
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        directory().announce(second);
        directory().withdraw("eg1");
        directory().withdraw("eg1");
        assertEquals(List.of(second), directory().alive());
    }

    @Test
    void forgets_a_gateway_that_is_silent() {
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        letPass(Duration.ofSeconds(3));
        eventually("the gateway is forgotten", () -> directory().alive().isEmpty());
    }
}
