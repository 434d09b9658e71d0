package edgecomet.application.port;

import edgecomet.domain.render.RenderError;
import java.time.Duration;

/**
 * What became of the requests to render, for those who watch a render service (spec 05 §13).
 *
 * <p>Safe for concurrent use; never blocks, never throws.
 */
public interface RenderTelemetry {

    /** Nobody watches. */
    RenderTelemetry NONE = new RenderTelemetry() {
        @Override
        public void rendered(boolean inTime, Duration duration) {}

        @Override
        public void failed(RenderError error, Duration duration) {}

        @Override
        public void refused() {}

        @Override
        public void broke() {}
    };

    /**
     * A page was rendered.
     *
     * @param inTime false where the soft timeout ended it
     * @param duration since the request came, the wait for a tab included
     */
    void rendered(boolean inTime, Duration duration);

    /**
     * No page came of it.
     *
     * @param duration since the request came, the wait for a tab included
     */
    void failed(RenderError error, Duration duration);

    /** The request is none that could be rendered. */
    void refused();

    /** Something broke that no outcome stands for. */
    void broke();
}
