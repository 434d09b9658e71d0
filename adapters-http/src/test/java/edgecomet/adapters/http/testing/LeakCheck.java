package edgecomet.adapters.http.testing;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Netty's leak detector, which remembers what it finds. Surefire's configuration names it to Netty. */
public final class LeakCheck<T> extends ResourceLeakDetector<T> {

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    /** Called by Netty, once for each kind of resource. */
    public LeakCheck(Class<T> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** Looked for by Netty before the other one, with a limit that it no longer has. */
    public LeakCheck(Class<T> resourceType, int samplingInterval, long ignored) {
        this(resourceType, samplingInterval);
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType);
    }

    static List<String> found() {
        return List.copyOf(LEAKS);
    }

    static void forget() {
        LEAKS.clear();
    }
}
