package edgecomet.application.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.domain.render.RenderError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InProcessRendererTest {

    /** Whoever asked for the page falls back, as with a render service that breaks. */
    @Test
    void a_render_that_breaks_is_a_render_that_failed() {
        InProcessRenderer renderer = new InProcessRenderer(command -> {
            throw new IllegalStateException("a bug");
        });
        RenderOutcome outcome = renderer.render(
                new Reserved("req-1", "rs-1", 0, "127.0.0.1", 10080),
                SampleRequest.REQUEST,
                Deadline.after(Duration.ofSeconds(1)));
        assertEquals(
                RenderError.NAVIGATION_FAILED,
                assertInstanceOf(RenderOutcome.Declined.class, outcome).error());
    }
}
