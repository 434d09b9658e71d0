package edgecomet.domain.policy;

import edgecomet.domain.pattern.Pattern;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What can stand behind a key of the configuration that levels inherit from each other. */
public sealed interface SettingValue {

    /** On or off. */
    record Flag(boolean on) implements SettingValue {}

    /** A number of things. */
    record Count(int number) implements SettingValue {}

    /** A length of time. */
    record Span(Duration duration) implements SettingValue {}

    /** One word or text. */
    record Word(String text) implements SettingValue {}

    /** Several words or texts. */
    record Words(List<String> texts) implements SettingValue {
        public Words {
            texts = List.copyOf(texts);
        }
    }

    /** HTTP statuses, ascending. */
    record Statuses(List<Integer> codes) implements SettingValue {
        public Statuses {
            codes = codes.stream().sorted().toList();
        }
    }

    /** The block {@code expired}, which a level replaces as a whole. */
    record Expiry(ExpiredPolicy policy) implements SettingValue {}

    /** Returns patterns as they are written. */
    static SettingValue patterns(List<Pattern> patterns) {
        return new Words(patterns.stream().map(Pattern::text).toList());
    }

    /** Returns statuses in ascending order. */
    static SettingValue statuses(Collection<Integer> codes) {
        return new Statuses(List.copyOf(codes));
    }
}
