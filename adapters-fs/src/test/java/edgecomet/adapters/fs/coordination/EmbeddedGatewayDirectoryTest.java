package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.GatewayDirectoryContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedGatewayDirectoryTest extends GatewayDirectoryContract {

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @Override
    protected GatewayDirectory directory() {
        return embedded.coordination().gatewayDirectory();
    }

    @Override
    protected void letPass(Duration duration) {
        embedded.letPass(duration);
    }
}
