package edgecomet.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what a merge decides, if anybody wants to know: the one merge gives the policy and its explanation, so the
 * two cannot tell different things. Not safe for concurrent use.
 */
final class Decisions {
    private final @Nullable List<Setting> recorded;

    private Decisions(@Nullable List<Setting> recorded) {
        this.recorded = recorded;
    }

    /** Lets every decision pass. */
    static Decisions passing() {
        return new Decisions(null);
    }

    /** Takes every decision down. */
    static Decisions recording() {
        return new Decisions(new ArrayList<>());
    }

    /** Hears how a key was decided and returns the value. */
    <T> T of(String key, Sourced<T> decided, Function<? super T, SettingValue> view) {
        if (recorded != null) {
            recorded.add(Setting.of(key, decided, view));
        }
        return decided.value();
    }

    /** Returns what was taken down, in the order of the decisions. */
    List<Setting> all() {
        return recorded == null ? List.of() : List.copyOf(recorded);
    }
}
