package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererDirectoryContract;
import edgecomet.application.port.RendererRegistry;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedRenderersTest extends RendererDirectoryContract {

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @Override
    protected RendererRegistry registry() {
        return embedded.coordination().rendererRegistry();
    }

    @Override
    protected RendererDirectory directory(SelectionStrategy strategy) {
        return embedded.coordination().rendererDirectory(strategy);
    }

    @Override
    protected void letPass(Duration duration) {
        embedded.letPass(duration);
    }
}
