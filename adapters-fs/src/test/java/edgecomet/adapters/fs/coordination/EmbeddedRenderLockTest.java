package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderLockContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedRenderLockTest extends RenderLockContract {

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @Override
    protected RenderLock lock() {
        return embedded.coordination().renderLock();
    }

    @Override
    protected void letPass(Duration duration) {
        embedded.letPass(duration);
    }
}
