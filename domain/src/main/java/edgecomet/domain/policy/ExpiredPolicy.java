package edgecomet.domain.policy;

import java.time.Duration;

/** What becomes of an entry past its lifetime (spec 03 §7). Replaced as a unit by a lower level. */
public sealed interface ExpiredPolicy {

    /** An expired entry is never used. */
    record Delete() implements ExpiredPolicy {}

    /** An expired entry may answer for this much longer when nothing better is to be had. */
    record ServeStale(Duration staleTtl) implements ExpiredPolicy {}

    /** Returns how long past its lifetime an entry may still answer; zero for {@link Delete}. */
    default Duration grace() {
        return switch (this) {
            case Delete() -> Duration.ZERO;
            case ServeStale(Duration staleTtl) -> staleTtl;
        };
    }
}
