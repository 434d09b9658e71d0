package edgecomet.application.readiness;

import edgecomet.application.port.Coordination;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RendererDirectory;
import java.time.Duration;

/** Asks coordination for a sign of life, and its directory for the render services. */
public final class CheckReadiness implements CheckReadinessUseCase {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Coordination coordination;
    private final RendererDirectory renderers;

    /** Creates the use case. */
    public CheckReadiness(Coordination coordination, RendererDirectory renderers) {
        this.coordination = coordination;
        this.renderers = renderers;
    }

    @Override
    public Readiness check() {
        try {
            coordination.ping(LIMIT);
            return new Readiness.Ready(renderers.countHealthy());
        } catch (CoordinationException e) {
            return new Readiness.NotReady(coordination.name());
        }
    }
}
