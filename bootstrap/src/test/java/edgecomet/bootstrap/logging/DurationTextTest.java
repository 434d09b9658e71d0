package edgecomet.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,            0s",
        "PT0.000000001S,  1ns",
        "PT0.0000015S,    1.5µs",
        "PT0.001S,        1ms",
        "PT0.2505S,       250.5ms",
        "PT1.5S,          1.5s",
        "PT1M30S,         1m30s",
        "PT2M,            2m0s",
        "PT1H,            1h0m0s",
        "P7D,             168h0m0s",
        "PT10H0.25S,      10h0m0.25s",
        "PT-1.5S,         -1.5s",
    })
    void durationsAreWrittenAsPeopleDo(Duration duration, String text) {
        assertEquals(text, DurationText.of(duration));
    }
}
