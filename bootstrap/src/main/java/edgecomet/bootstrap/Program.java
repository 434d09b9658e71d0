package edgecomet.bootstrap;

import edgecomet.application.configuration.LogConfiguration;
import edgecomet.bootstrap.logging.Logging;
import edgecomet.bootstrap.role.Role;
import edgecomet.bootstrap.role.StartupException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a process: log as configured, start the role, run until a signal, stop the role, exit with 0. A start
 * that fails is one line at level FATAL and exit code 1 (spec 01 §1).
 */
final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Role> running = new AtomicReference<>();

    /** What a process is to do, once its configuration is read. */
    interface Plan {

        /** How it logs. */
        LogConfiguration log();

        /** Goes with every line. */
        Map<String, String> logFields();

        /**
         * Starts it.
         *
         * @throws StartupException if it cannot be started; nothing is left running
         */
        Role start();

        /** What to do at SIGHUP; without it the signal ends the process, as that of a closed terminal should. */
        Optional<Runnable> reload();
    }

    /** Reads a configuration. */
    interface Planning {

        /**
         * Returns the plan.
         *
         * @throws StartupException if the configuration cannot be used
         */
        Plan plan();
    }

    /** Runs to the end and returns the exit code. */
    int run(Planning planning) {
        try {
            Plan plan = planning.plan();
            Logging logging = Logging.configure(plan.log(), plan.logFields());
            running.set(plan.start());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> shutDown(logging)));
            plan.reload().ifPresent(HangUp::onSignal);
            logging.started();
            stopped.await();
            return 0;
        } catch (StartupException e) {
            LOG.atError().addMarker(Logging.FATAL).log(e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LOG.atError().addMarker(Logging.FATAL).setCause(e).log("Failed to start");
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** A process that was told to end has done what it should: its exit code is 0, not that of the signal. */
    private void shutDown(Logging logging) {
        logging.stopping();
        Role role = running.get();
        if (role != null) {
            role.stop();
        }
        logging.close();
        stopped.countDown();
        Runtime.getRuntime().halt(0);
    }
}
