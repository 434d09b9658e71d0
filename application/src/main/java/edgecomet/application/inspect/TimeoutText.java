package edgecomet.application.inspect;

import edgecomet.application.configuration.DurationText;
import edgecomet.domain.url.Quoted;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The timeout of an inspection as a caller writes it: a sum of numbers with units up to the hour. Days and weeks, which
 * configuration files may use, are not for this (spec 04 §10.1).
 */
sealed interface TimeoutText {

    /** A duration; zero if the text is empty or says so. */
    record Valid(Duration duration) implements TimeoutText {}

    /** No duration, or none that can be waited for. */
    record Invalid(String reason) implements TimeoutText {}

    /** Reads the text. */
    static TimeoutText parse(String text) {
        if (text.isEmpty()) {
            return new Valid(Duration.ZERO);
        }
        if (!Syntax.isZero(text)) {
            String problem = Syntax.problem(text);
            if (!problem.isEmpty()) {
                return new Invalid(problem);
            }
        }
        return DurationText.parse(text)
                .map(TimeoutText::positive)
                .orElseGet(() -> new Invalid(Syntax.noDuration(text)));
    }

    private static TimeoutText positive(Duration duration) {
        return duration.isNegative() ? new Invalid("timeout must be positive") : new Valid(duration);
    }

    /** What is wrong, in the words of the original's parser. */
    final class Syntax {

        private static final Set<String> UNITS = Set.of("ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "m", "h");
        private static final Pattern TERM = Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)([^.0-9]*)");

        private Syntax() {}

        static boolean isZero(String text) {
            return withoutSign(text).equals("0");
        }

        /** Returns the first problem; empty if there is none. */
        static String problem(String text) {
            String terms = withoutSign(text);
            Matcher term = TERM.matcher(terms);
            int position = 0;
            while (position < terms.length()) {
                if (!term.region(position, terms.length()).lookingAt()) {
                    return noDuration(text);
                }
                String unit = term.group(1);
                if (unit.isEmpty()) {
                    return "time: missing unit in duration " + Quoted.ofText(text);
                }
                if (!UNITS.contains(unit)) {
                    return "time: unknown unit " + Quoted.ofText(unit) + " in duration " + Quoted.ofText(text);
                }
                position = term.end();
            }
            return position == 0 ? noDuration(text) : "";
        }

        static String noDuration(String text) {
            return "time: invalid duration " + Quoted.ofText(text);
        }

        private static String withoutSign(String text) {
            return text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        }
    }
}
