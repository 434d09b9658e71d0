package edgecomet.application.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.Coordination;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckReadinessTest {

    @Test
    void a_gateway_is_ready_even_without_a_renderer() {
        assertEquals(new Readiness.Ready(0), check(new Store(true), new Renderers(true, 0)));
        assertEquals(new Readiness.Ready(2), check(new Store(true), new Renderers(true, 2)));
    }

    @Test
    void without_its_coordination_it_is_not_and_says_what_is_missing() {
        assertEquals(new Readiness.NotReady("Notebook"), check(new Store(false), new Renderers(true, 2)));
        assertEquals(new Readiness.NotReady("Notebook"), check(new Store(true), new Renderers(false, 2)));
    }

    private static Readiness check(Coordination coordination, RendererDirectory renderers) {
        return new CheckReadiness(coordination, renderers).check();
    }

    private record Renderers(boolean up, int countIfUp) implements RendererDirectory {
        @Override
        public int countHealthy() {
            if (!up) {
                throw new CoordinationException("switched off");
            }
            return countIfUp;
        }

        @Override
        public Reservation reserve(String requestId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release(Reservation.Reserved reservation) {
            throw new UnsupportedOperationException();
        }
    }

    private record Store(boolean up) implements Coordination {
        @Override
        public String name() {
            return "Notebook";
        }

        @Override
        public void ping(Duration limit) {
            if (!up) {
                throw new CoordinationException("switched off");
            }
        }

        @Override
        public CacheIndex cacheIndex() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NearIndex nearIndex() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RenderLock renderLock() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RendererDirectory rendererDirectory(RendererDirectory.SelectionStrategy strategy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RendererRegistry rendererRegistry() {
            throw new UnsupportedOperationException();
        }

        @Override
        public GatewayDirectory gatewayDirectory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RecacheQueue recacheQueue() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
