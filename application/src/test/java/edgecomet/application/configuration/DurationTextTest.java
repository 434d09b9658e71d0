package edgecomet.application.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of spec 01 §3.1 and the format of §3.2. */
class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "+0, PT0S",
        "-0, PT0S",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "500ms, PT0.5S",
        "-1s, PT-1S",
        "+1s, PT1S",
        "1us, PT0.000001S",
        "1µs, PT0.000001S",
        "1μs, PT0.000001S",
        "7ns, PT0.000000007S",
        "1m1m, PT2M",
        "30d, PT720H",
        "2w, PT336H",
        "1.5d, PT36H",
        "-1d, PT-24H",
        "9223372036854775807ns, PT2562047H47M16.854775807S",
        "999999w, PT-2562047H-47M-16.854775808S",
        "-999999w, PT-2562047H-47M-16.854775808S"
    })
    void aDurationIsRead(String text, Duration expected) {
        assertEquals(Optional.of(expected), DurationText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "1",
                "-5",
                "1d12h",
                "+1d",
                ".5d",
                "1D",
                "1 d",
                "1x",
                "s",
                "1h 30m",
                "9223372036854775808ns",
                "--1s",
                "1s-",
                "0x1s",
                "1e3s",
                "30d ",
                "null"
            })
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), DurationText.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000000001S, 1ns",
        "PT0.000000007S, 7ns",
        "PT0.0000015S, 1.5µs",
        "PT0.0005S, 500µs",
        "PT0.001S, 1ms",
        "PT0.2505S, 250.5ms",
        "PT0.5S, 500ms",
        "PT1.5S, 1.5s",
        "PT90S, 1m30s",
        "PT2M, 2m0s",
        "PT1H, 1h0m0s",
        "P7D, 168h0m0s",
        "PT10H0.25S, 10h0m0.25s",
        "PT-1.5S, -1.5s",
        "PT-1M, -1m0s",
        "PT-2562047H-47M-16.854775808S, -2562047h47m16.854775808s"
    })
    void aDurationIsShown(Duration duration, String expected) {
        assertEquals(expected, DurationText.print(duration));
    }
}
