package edgecomet.application.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a bound. */
public final class Eventually {

    /** Long enough for anything that is going to happen at all, also on a busy machine. */
    public static final Duration BOUND = Duration.ofSeconds(20);

    private static final Duration STEP = Duration.ofMillis(5);

    private Eventually() {}

    /** Returns once the condition holds; fails with the description when it does not within {@link #BOUND}. */
    public static void eventually(String description, BooleanSupplier condition) {
        eventually(() -> description, condition);
    }

    /** Returns once the condition holds; fails with the description as it is at the end of {@link #BOUND}. */
    public static void eventually(Supplier<String> description, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND + ": " + description.get());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
