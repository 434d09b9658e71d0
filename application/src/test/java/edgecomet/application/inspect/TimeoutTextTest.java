package edgecomet.application.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutTextTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1m30s, PT1M30S",
        "500ms, PT0.5S",
        "1h, PT1H",
        "1.5s, PT1.5S",
        ".5s, PT0.5S",
        "2us, PT0.000002S",
        "2µs, PT0.000002S",
        "7ns, PT0.000000007S",
        "+3s, PT3S",
        "0, PT0S",
        "-0, PT0S",
        "0s, PT0S",
        "-0s, PT0S",
    })
    void durations(String text, Duration expected) {
        assertEquals(new TimeoutText.Valid(expected), TimeoutText.parse(text));
    }

    @Test
    void nothingSaidIsZero() {
        assertEquals(new TimeoutText.Valid(Duration.ZERO), TimeoutText.parse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "abc          | time: invalid duration \"abc\"",
                "-            | time: invalid duration \"-\"",
                "+            | time: invalid duration \"+\"",
                "--1s         | time: invalid duration \"--1s\"",
                ".s           | time: invalid duration \".s\"",
                "` 1s`        | time: invalid duration \" 1s\"",
                "s            | time: invalid duration \"s\"",
                "10           | time: missing unit in duration \"10\"",
                "1s2          | time: missing unit in duration \"1s2\"",
                "1.           | time: missing unit in duration \"1.\"",
                "30x          | time: unknown unit \"x\" in duration \"30x\"",
                "1d           | time: unknown unit \"d\" in duration \"1d\"",
                "2w           | time: unknown unit \"w\" in duration \"2w\"",
                "1S           | time: unknown unit \"S\" in duration \"1S\"",
                "1s 2s        | time: unknown unit \"s \" in duration \"1s 2s\"",
                "1h\"         | time: unknown unit \"h\\\"\" in duration \"1h\\\"\"",
                "3000000h     | time: invalid duration \"3000000h\"",
                "-1s          | timeout must be positive",
                "-1h30m       | timeout must be positive",
            })
    void whatIsNoneIsNamedInTheWordsOfTheOriginalsParser(String text, String reason) {
        assertEquals(new TimeoutText.Invalid(reason), TimeoutText.parse(text));
    }
}
