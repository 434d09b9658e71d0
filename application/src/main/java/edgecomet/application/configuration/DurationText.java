package edgecomet.application.configuration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them (spec 01 §3.1) and as messages show them (§3.2).
 *
 * <p>Two grammars: a sum of numbers with units up to the hour ({@code 1h30m}), or one number of days or weeks
 * ({@code 30d}). The range is that of a signed 64-bit count of nanoseconds; a sum beyond it is no duration, days and
 * weeks beyond it become the most negative one, as files of the original rely on nothing better.
 */
public final class DurationText {

    private static final int MAX_LENGTH = 200;
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final String NUMBER = "(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)";
    private static final String UNIT = "(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h)";
    private static final Pattern SUM = Pattern.compile("([-+]?)((?:" + NUMBER + UNIT + ")+)");
    private static final Pattern TERM = Pattern.compile("(" + NUMBER + ")(" + UNIT + ")");
    private static final Pattern DAYS = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)([dw])");

    private DurationText() {}

    /** Returns the duration that the text says, or nothing if it says none. */
    public static Optional<Duration> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.equals("0") || text.equals("+0") || text.equals("-0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher sum = SUM.matcher(text);
        if (sum.matches()) {
            return sum(sum.group(1).equals("-"), sum.group(2));
        }
        Matcher days = DAYS.matcher(text);
        return days.matches() ? Optional.of(days(days.group(1), days.group(2))) : Optional.empty();
    }

    private static Optional<Duration> sum(boolean negative, String terms) {
        BigInteger nanos = BigInteger.ZERO;
        Matcher term = TERM.matcher(terms);
        while (term.find()) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(term.group(2), 0L));
            nanos = nanos.add(
                    new BigDecimal(stripDot(term.group(1))).multiply(unit).toBigInteger());
        }
        BigInteger signed = negative ? nanos.negate() : nanos;
        return signed.bitLength() < Long.SIZE ? Optional.of(Duration.ofNanos(signed.longValue())) : Optional.empty();
    }

    private static String stripDot(String number) {
        return number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    }

    private static Duration days(String number, String unit) {
        double hours = Double.parseDouble(number) * (unit.equals("d") ? 24 : 168);
        double nanos = hours * 3.6e12;
        boolean overflows = Math.abs(nanos) >= LIMIT.doubleValue();
        return Duration.ofNanos(overflows ? Long.MIN_VALUE : (long) nanos);
    }

    /** Returns the duration as messages show it, such as {@code 1m30s}. */
    public static String print(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + print(duration.negated());
        }
        if (duration.compareTo(Duration.ofNanos(1_000)) < 0) {
            return duration.toNanos() + "ns";
        }
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            return plain(duration, 1_000L) + "\u00b5s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return plain(duration, 1_000_000L) + "ms";
        }
        long hours = duration.toHours();
        long minutes = duration.toMinutesPart();
        String seconds = plain(duration.minusMinutes(duration.toMinutes()), 1_000_000_000L) + "s";
        if (hours > 0) {
            return hours + "h" + minutes + "m" + seconds;
        }
        return minutes > 0 ? minutes + "m" + seconds : seconds;
    }

    private static String plain(Duration duration, long unit) {
        BigDecimal value = BigDecimal.valueOf(duration.toNanos()).divide(BigDecimal.valueOf(unit));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
