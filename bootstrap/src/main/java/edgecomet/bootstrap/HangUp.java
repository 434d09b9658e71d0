package edgecomet.bootstrap;

import java.lang.reflect.Proxy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signal by which operators ask a process to read its files again. */
final class HangUp {

    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /**
     * From now on runs the action at each SIGHUP: on a thread of its own, one at a time. Signals that come meanwhile
     * are one more run together. Where there is no such signal, nothing happens.
     */
    static void onSignal(Runnable action) {
        ThreadPoolExecutor runner = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                Thread.ofPlatform().daemon().name("reload").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        if (!handle(() -> runner.execute(() -> run(action)))) {
            runner.shutdown();
        }
    }

    /** By reflection: the compiler warns of every other use of the only class of Java that hears signals. */
    private static boolean handle(Runnable onSignal) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        onSignal.run();
                        return null;
                    });
            Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, listener);
            return true;
        } catch (ReflectiveOperationException e) {
            LOG.debug("No reload by signal here", e);
            return false;
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("The reload failed; the configuration stays as it was", e);
        }
    }
}
