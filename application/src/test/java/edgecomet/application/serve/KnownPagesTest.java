package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.BOT;
import static edgecomet.application.serve.ServePageScenario.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.serve.KnownPages.Asked;
import edgecomet.domain.header.Headers;
import edgecomet.domain.rules.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** What was found out about a URL once is not found out again, but never outlives its configuration or opens a door. */
class KnownPagesTest {

    private static final String URL = "https://shop.example/page?utm_source=x";

    private final ServePageScenario gateway = new ServePageScenario();
    private final AtomicReference<GatewayConfiguration> live = new AtomicReference<>(gateway.configuration());

    private RequestedPage page(GatewayConfiguration configuration) {
        Headers headers = Headers.builder()
                .add("X-Render-Key", KEY)
                .add("User-Agent", BOT)
                .build();
        ServePageCommand command =
                new ServePageCommand("req-1", URL, new GivenHeaders(headers), "203.0.113.9", new ClientPresence());
        return switch (new RequestPipeline(() -> Instant.EPOCH, NOPLogger.NOP_LOGGER).resolve(command, configuration)) {
            case RequestPipeline.Resolution.Accepted(PageRequest request) -> request.page();
            case RequestPipeline.Resolution.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    @Test
    void is_remembered_for_the_same_url_and_user_agent_only() {
        KnownPages known = new KnownPages(live.get());
        RequestedPage page = page(live.get());
        known.learn(live.get(), new Asked(URL, BOT), page);
        assertEquals(Optional.of(page), known.find(live.get(), new Asked(URL, BOT)));
        assertEquals(Optional.empty(), known.find(live.get(), new Asked(URL, "curl")));
        assertEquals(Optional.empty(), known.find(live.get(), new Asked(URL + "&a=1", BOT)));
    }

    @Test
    void is_forgotten_with_its_configuration() {
        KnownPages known = new KnownPages(live.get());
        GatewayConfiguration old = live.get();
        known.learn(old, new Asked(URL, BOT), page(old));
        GatewayConfiguration next = gateway.rule("/page*", Action.BYPASS, null).configuration();
        assertEquals(Optional.empty(), known.find(next, new Asked(URL, BOT)));
        known.learn(next, new Asked(URL, BOT), page(next));
        assertEquals(
                Action.BYPASS,
                known.find(next, new Asked(URL, BOT)).orElseThrow().action());
        assertEquals(Optional.empty(), known.find(old, new Asked(URL, BOT)));
    }

    @Test
    void a_hundred_thousand_pages_are_not_all_remembered() {
        KnownPages known = new KnownPages(live.get());
        RequestedPage page = page(live.get());
        int pages = 100_000;
        int remembered = 0;
        for (int i = 0; i < pages; i++) {
            known.learn(live.get(), new Asked(URL + i, BOT), page);
        }
        for (int i = 0; i < pages; i++) {
            remembered += known.find(live.get(), new Asked(URL + i, BOT)).isPresent() ? 1 : 0;
        }
        assertTrue(remembered > 1_000 && remembered < 10_000, "remembered " + remembered);
    }
}
