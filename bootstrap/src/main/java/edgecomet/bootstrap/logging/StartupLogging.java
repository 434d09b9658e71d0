package edgecomet.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.OnErrorConsoleStatusListener;
import ch.qos.logback.core.status.Status;

/**
 * What Logback finds, in place of a file, when the first logger is asked for: the console, in colour, from level debug
 * on, until the configuration is read. An output that fails tells so on standard error.
 */
public final class StartupLogging extends ContextAwareBase implements Configurator {

    /** For the service loader. */
    public StartupLogging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var troubles = new Troubles();
        troubles.setContext(context);
        troubles.setRetrospective(0);
        context.getStatusManager().add(troubles);
        troubles.start();
        Logging.configureForStart(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logback's own listener of this name tells everything. */
    private static final class Troubles extends OnErrorConsoleStatusListener {

        @Override
        public void addStatusEvent(Status status) {
            if (status.getEffectiveLevel() >= Status.ERROR) {
                super.addStatusEvent(status);
            }
        }
    }
}
