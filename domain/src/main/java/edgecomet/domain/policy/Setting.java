package edgecomet.domain.policy;

import java.util.List;
import java.util.function.Function;

/**
 * One key of the configuration as it holds for a page.
 *
 * @param key its path in the file, such as {@code render.cache.ttl}
 * @param levels where the value comes from, outermost first; several for a list that grows from level to level
 */
public record Setting(String key, SettingValue value, List<Level> levels) {
    public Setting {
        levels = List.copyOf(levels);
    }

    /** Returns the setting that a value with a known source is. */
    public static <T> Setting of(String key, Sourced<T> sourced, Function<? super T, SettingValue> view) {
        return new Setting(key, view.apply(sourced.value()), sourced.levels());
    }
}
