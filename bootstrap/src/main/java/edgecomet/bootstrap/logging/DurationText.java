package edgecomet.bootstrap.logging;

import java.math.BigDecimal;
import java.time.Duration;

/** The way durations are written: {@code 0s}, {@code 1.5ms}, {@code 1m30s}, {@code 1h0m0s} (spec 01 §3.2). */
final class DurationText {

    private DurationText() {}

    static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String text = positive(duration.abs());
        return duration.isNegative() ? "-" + text : text;
    }

    private static String positive(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 3) + "\u00b5s";
        }
        if (nanos < 1_000_000_000) {
            return decimal(nanos, 6) + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        long secondNanos = duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart();
        return text.append(decimal(secondNanos, 9)).append('s').toString();
    }

    private static String decimal(long nanos, int digits) {
        BigDecimal value = BigDecimal.valueOf(nanos, digits).stripTrailingZeros();
        return value.toPlainString();
    }
}
