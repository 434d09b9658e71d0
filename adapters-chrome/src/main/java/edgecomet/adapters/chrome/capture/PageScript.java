package edgecomet.adapters.chrome.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.devtools.Command;
import org.openqa.selenium.devtools.v153.page.Page;
import org.openqa.selenium.devtools.v153.page.model.FrameId;
import org.openqa.selenium.devtools.v153.runtime.Runtime;
import org.openqa.selenium.devtools.v153.runtime.Runtime.EvaluateResponse;
import org.openqa.selenium.devtools.v153.runtime.model.ExecutionContextId;
import org.openqa.selenium.devtools.v153.runtime.model.TimeDelta;

/**
 * Our scripts in other people's pages. Wherever possible they run in an isolated world: it shares the document with the
 * page and nothing else, so what the page has made of the built-in objects does not matter.
 */
final class PageScript {

    /** Name of the isolated world. */
    static final String WORLD = "edgecomet";

    private PageScript() {}

    /** Returns a script of this package. */
    static String load(String name) {
        try (InputStream script = PageScript.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the isolated world of the frame's document, which is made if it is not there yet. */
    static Command<ExecutionContextId> isolatedWorld(FrameId frame) {
        return Page.createIsolatedWorld(frame, Optional.of(WORLD), Optional.empty(), Optional.empty());
    }

    /** Evaluates in a world; a script that takes longer than the limit is stopped. */
    static Command<EvaluateResponse> in(ExecutionContextId world, String script, Optional<Duration> limit) {
        return evaluate(script, Optional.of(world), limit, false);
    }

    /** Evaluates in a world a script that makes a promise, and awaits that; the limit is for making it. */
    static Command<EvaluateResponse> promisedIn(ExecutionContextId world, String script, Duration limit) {
        return evaluate(script, Optional.of(world), Optional.of(limit), true);
    }

    /** Evaluates in the page's own world; a script that takes longer than the limit is stopped. */
    static Command<EvaluateResponse> inPage(String script, Duration limit) {
        return evaluate(script, Optional.empty(), Optional.of(limit), false);
    }

    private static Command<EvaluateResponse> evaluate(
            String script, Optional<ExecutionContextId> world, Optional<Duration> limit, boolean promised) {
        return Runtime.evaluate(
                script,
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                world,
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.of(promised),
                Optional.empty(),
                limit.map(duration -> new TimeDelta(duration.toMillis())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
