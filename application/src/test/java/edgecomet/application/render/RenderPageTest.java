package edgecomet.application.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.Browser;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderTelemetry;
import edgecomet.application.render.RenderPageUseCase.RenderPageCommand;
import edgecomet.application.render.RenderPageUseCase.RenderPageOutcome;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who watch are told of each way in which a render can end. */
class RenderPageTest {

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, rendered true", "EMPTY_RESPONSE, rendered true", "SOFT_TIMEOUT, rendered false"})
    void a_page_is_in_time_unless_the_soft_timeout_ended_it(@Nullable RenderError qualifier, String event) {
        RenderPageOutcome outcome = render(0, () -> new Browser.Capture.Captured(page(qualifier)));
        assertInstanceOf(RenderPageOutcome.Rendered.class, outcome);
        assertEquals(List.of(event), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HARD_TIMEOUT", "POOL_UNAVAILABLE", "INVALID_URL"})
    void a_failure_is_told_with_its_error(RenderError error) {
        RenderPageOutcome outcome = render(0, () -> new Browser.Capture.Failed(error, "why", null));
        assertEquals(new RenderPageOutcome.Failed(error, "why", null), outcome);
        assertEquals(List.of("failed " + error), told);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 7})
    void a_tab_that_there_is_not_is_refused(int tab) {
        assertEquals(new RenderPageOutcome.NoSuchTab(tab, 2), render(tab, () -> {
            throw new IllegalStateException("nothing is to be rendered");
        }));
        assertEquals(List.of("refused"), told);
    }

    @Test
    void a_bug_is_told_and_thrown_on() {
        assertThrows(
                IllegalStateException.class,
                () -> render(0, () -> {
                    throw new IllegalStateException("a bug");
                }));
        assertEquals(List.of("broke"), told);
    }

    private RenderPageOutcome render(int tab, Supplier<Browser.Capture> capture) {
        Browser browser = new Browser() {
            @Override
            public Capture capture(RenderRequest request, Deadline deadline) {
                return capture.get();
            }

            @Override
            public Pool pool() {
                return new Pool(2, 0, 0, 0);
            }
        };
        return new RenderPage(browser, new BusyTabs(), Duration.ofSeconds(5), new Watch())
                .render(new RenderPageCommand(tab, SampleRequest.REQUEST));
    }

    private static CapturedPage page(@Nullable RenderError qualifier) {
        return new CapturedPage(
                new RenderReport(
                        200,
                        "https://shop.example/",
                        Headers.EMPTY,
                        qualifier,
                        Instant.EPOCH,
                        Duration.ofMillis(20),
                        "chrome-0",
                        List.of(),
                        List.of(),
                        NetworkMetrics.NONE,
                        null),
                "<html><body>page</body></html>",
                null);
    }

    private final class Watch implements RenderTelemetry {

        @Override
        public void rendered(boolean inTime, Duration duration) {
            assertTrue(duration.isPositive());
            told.add("rendered " + inTime);
        }

        @Override
        public void failed(RenderError error, Duration duration) {
            assertTrue(duration.isPositive());
            told.add("failed " + error);
        }

        @Override
        public void refused() {
            told.add("refused");
        }

        @Override
        public void broke() {
            told.add("broke");
        }
    }
}
