package edgecomet.application.render;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.time.Duration;
import java.util.List;

/** A request for a render, whatever comes of it. */
final class SampleRequest {

    static final RenderRequest REQUEST = new RenderRequest(
            "req-1",
            "https://shop.example/",
            new Viewport(1280, 800),
            "UA",
            Duration.ofSeconds(1),
            "load",
            Duration.ZERO,
            List.of(),
            List.of(),
            false,
            false,
            Headers.EMPTY,
            true,
            AwaitedContent.NONE,
            Serialization.FAITHFUL);

    private SampleRequest() {}
}
