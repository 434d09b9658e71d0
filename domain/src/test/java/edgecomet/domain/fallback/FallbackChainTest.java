package edgecomet.domain.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackChainTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "fallback.md");
    private static final Set<Step> LAST = EnumSet.of(Step.RENDERED_ERROR, Step.BYPASS);

    /** The mission's table of fallback triggers, each from where it happens to where it must end. */
    @ParameterizedTest
    @CsvSource({
        "RENDER, NO_RENDERER, STALE_LOCAL",
        "RENDER, RENDER_FAILED, STALE_LOCAL",
        "RENDER, LOCK_WAIT_TIMEOUT, STALE_LOCAL",
        "RENDER, COORDINATION_DOWN, STALE_LOCAL",
        "RENDER, ORIGIN_5XX, STALE_LOCAL",
        "STALE_REMOTE, ORIGIN_5XX, RENDERED_ERROR",
        "STALE_REMOTE, NO_ENTRY, BYPASS",
        "FRESH_REMOTE, REPLICAS_DOWN, RENDER",
        "STALE_REMOTE, REPLICAS_DOWN, BYPASS",
        "FRESH_LOCAL, STORAGE_FAILED, FRESH_REMOTE",
    })
    void each_trigger_leads_where_the_mission_says(Step step, Trigger trigger, Step next) {
        assertEquals(Optional.of(next), FallbackChain.next(step, trigger));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void every_step_but_the_last_ones_has_a_way_on(Step step) {
        boolean leadsOn = Arrays.stream(Trigger.values())
                .anyMatch(t -> FallbackChain.next(step, t).isPresent());
        assertEquals(!LAST.contains(step), leadsOn);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void no_step_leads_back(Step step) {
        for (Trigger trigger : Trigger.values()) {
            FallbackChain.next(step, trigger)
                    .ifPresent(next -> assertTrue(next.compareTo(step) > 0, step + " on " + trigger));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RENDER, COORDINATION_DOWN, LOCK_ERROR",
                "RENDER, LOCK_WAIT_TIMEOUT, CONCURRENT_RENDER_TIMEOUT",
                "RENDER, BUDGET_SPENT, REQUEST_TIMEOUT",
                "RENDER, NO_RENDERER, NO_SERVICES",
                "RENDER, OVERLOADED, OVERLOADED",
                "RENDER, RENDER_FAILED, SERVICE_FAILED",
                "RENDER, ORIGIN_5XX, -",
                "STALE_REMOTE, NO_ENTRY, -",
                "STALE_REMOTE, REPLICAS_DOWN, STALE_UNAVAILABLE",
                "FRESH_REMOTE, REPLICAS_DOWN, -",
            })
    void a_failure_gives_the_reason_of_the_bypass_to_come(Step step, Trigger trigger, BypassReason reason) {
        assertEquals(Optional.ofNullable(reason), FallbackChain.reason(step, trigger));
    }

    /** A server error ends in itself, and not in a bypass. */
    @ParameterizedTest
    @EnumSource(value = Trigger.class, names = "ORIGIN_5XX", mode = EnumSource.Mode.EXCLUDE)
    void every_end_of_a_render_that_leads_on_is_a_reason(Trigger trigger) {
        assertEquals(
                FallbackChain.next(Step.RENDER, trigger).isPresent(),
                FallbackChain.reason(Step.RENDER, trigger).isPresent());
    }

    /** To write the document anew: {@code ./mvnw -pl domain test -Dtest=FallbackChainTest -Dedgecomet.docs=write}. */
    @Test
    void the_document_is_the_table() throws IOException {
        String printed = print();
        if (System.getProperty("edgecomet.docs", "check").equals("write")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertEquals(printed, Files.readString(DOCUMENT), "docs/fallback.md is not what the code says");
    }

    private static String print() {
        String rows = Arrays.stream(Step.values())
                .flatMap(step -> Arrays.stream(Trigger.values())
                        .filter(trigger -> FallbackChain.next(step, trigger).isPresent())
                        .map(trigger -> "| " + step.description() + " | " + trigger.description() + " | "
                                + FallbackChain.next(step, trigger)
                                        .map(Step::description)
                                        .orElseThrow()
                                + " | "
                                + FallbackChain.reason(step, trigger)
                                        .map(reason -> "`" + reason.label() + "`")
                                        .orElse("")
                                + " |"))
                .collect(Collectors.joining("\n"));
        return """
                # The fallback chain

                Printed from `edgecomet.domain.fallback.FallbackChain` by its test; do not edit.

                A request for a page begins with *%s*. When a step cannot answer, the next one is taken:

                | Step | cannot answer because | next step | reason of a bypass |
                |---|---|---|---|
                %s

                Where the way ends in a bypass, the last reason on it is the `reason` of `eg_bypass_total` and of the log.
                """.formatted(FallbackChain.START.description(), rows);
    }
}
