package edgecomet.application.readiness;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RendererDirectory;

/** Asks the directory of render services: if that can be read, coordination works. */
public final class CheckReadiness implements CheckReadinessUseCase {

    private final RendererDirectory renderers;

    /** Creates the use case. */
    public CheckReadiness(RendererDirectory renderers) {
        this.renderers = renderers;
    }

    @Override
    public Readiness check() {
        try {
            return new Readiness.Ready(renderers.countHealthy());
        } catch (CoordinationException e) {
            return new Readiness.NotReady();
        }
    }
}
