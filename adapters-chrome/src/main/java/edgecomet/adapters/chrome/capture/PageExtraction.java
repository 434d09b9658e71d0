package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.cdp.CdpException.Kind;
import edgecomet.adapters.chrome.instance.Tab;
import edgecomet.application.port.Deadline;
import edgecomet.domain.render.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openqa.selenium.devtools.v153.dom.DOM;
import org.openqa.selenium.devtools.v153.dom.model.NodeId;
import org.openqa.selenium.devtools.v153.emulation.Emulation;
import org.openqa.selenium.devtools.v153.page.Page;
import org.openqa.selenium.devtools.v153.page.model.FrameId;
import org.openqa.selenium.devtools.v153.runtime.Runtime;
import org.openqa.selenium.devtools.v153.runtime.model.ExecutionContextId;

/**
 * Takes the document out of a page (spec 05 §7, 17-21).
 *
 * <p>The address, the length and the status are read in an isolated world, where the page's scripts cannot have
 * replaced anything, and before the document: one that is too large is not even transferred. Both need the page's main
 * thread. If that does not answer, a script is holding it: the running script is stopped and no further one may start,
 * which leaves the document as far as it got. What the markup does not hold, shadow roots and styles made by scripts,
 * is written out by a script of ours, also in the isolated world; if that fails the markup is all there is. A document
 * that is replaced in the meantime is asked for again.
 */
final class PageExtraction {
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** One line each: address, length in UTF-16 units, status of the navigation. */
    private static final String DESCRIBE = """
            [document.location.href,
             document.documentElement ? document.documentElement.outerHTML.length : 0,
             performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0].join('\\n')""";

    private static final String SERIALIZE = PageScript.load("serialize.js");
    private static final int MAX_ELEMENTS = 500_000;

    /** A document of a hundred thousand elements takes a tenth of that. */
    private static final Duration SERIALIZE_LIMIT = Duration.ofSeconds(2);

    private final CdpConnection page;
    private final FrameId frame;
    private final EventLoop loop;
    private final Deadline deadline;
    private final Serialization serialization;

    /** Once scripts may not run, ours cannot either. */
    private boolean stopped;

    /** What came of it. */
    sealed interface Result {

        /**
         * The document.
         *
         * @param url empty if the page could not be asked
         * @param status as the page sees it; 0 if unknown
         */
        record Document(String url, int status, String html) implements Result {}

        /** More than is allowed, for certain. */
        record TooLarge() implements Result {}

        /** There was none to be had. */
        record Unobtainable(String reason) implements Result {}
    }

    private record Description(ExecutionContextId world, String url, long length, int status) {}

    PageExtraction(Tab tab, EventLoop loop, Deadline deadline, Serialization serialization) {
        this.page = tab.connection();
        this.frame = new FrameId(tab.mainFrame());
        this.loop = loop;
        this.deadline = deadline;
        this.serialization = serialization;
    }

    /** Extracts; a lost connection and a spent deadline are exceptions, as everywhere in a capture. */
    Result extract() throws InterruptedException {
        String reason = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return attempt();
            } catch (CdpException e) {
                if (e.kind() != Kind.REFUSED) {
                    throw e;
                }
                reason = e.getMessage();
                if (attempt > 1) {
                    holdStill();
                }
                loop.run(Deadline.after(deadline.remaining(BETWEEN_ATTEMPTS)), () -> false);
            }
        }
        return new Result.Unobtainable("after " + ATTEMPTS + " attempts: " + reason);
    }

    private Result attempt() throws InterruptedException {
        Description description = describe();
        if (description.length() > PageCapture.MAX_HTML_BYTES) {
            return new Result.TooLarge();
        }
        Optional<String> faithful = faithful(description.world());
        String html = faithful.isPresent() ? faithful.get() : outerHtml();
        return new Result.Document(description.url(), description.status(), html);
    }

    /** Returns the document if markup alone does not describe it; empty also if that cannot be done. */
    private Optional<String> faithful(ExecutionContextId world) throws InterruptedException {
        if (serialization == Serialization.MARKUP || stopped) {
            return Optional.empty();
        }
        String call = SERIALIZE + "(" + MAX_ELEMENTS + "," + PageCapture.MAX_HTML_BYTES + ")";
        CompletableFuture<Runtime.EvaluateResponse> reply =
                page.send(PageScript.in(world, call, Optional.of(SERIALIZE_LIMIT)));
        boolean done = loop.run(Deadline.after(deadline.remaining(SERIALIZE_LIMIT.plus(PATIENCE))), reply::isDone);
        try {
            if (!done) {
                return Optional.empty();
            }
            Runtime.EvaluateResponse answer = loop.await(reply, deadline);
            return answer.getExceptionDetails().isPresent()
                    ? Optional.empty()
                    : answer.getResult().getValue().map(Object::toString).filter(html -> !html.isEmpty());
        } catch (CdpException e) {
            if (e.kind() == Kind.DISCONNECTED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private String outerHtml() throws InterruptedException {
        NodeId document = answer(page.send(DOM.getDocument(Optional.of(0), Optional.of(false))))
                .getNodeId();
        return answer(page.send(
                DOM.getOuterHTML(Optional.of(document), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    private Description describe() throws InterruptedException {
        ExecutionContextId world = answer(page.send(PageScript.isolatedWorld(frame)));
        Object value = answer(page.send(PageScript.in(world, DESCRIBE, Optional.empty())))
                .getResult()
                .getValue()
                .orElse("");
        List<String> lines = value.toString().lines().toList();
        return lines.size() == 3
                ? new Description(world, lines.get(0), Long.parseLong(lines.get(1)), Integer.parseInt(lines.get(2)))
                : new Description(world, "", 0, 0);
    }

    private <X> X answer(CompletableFuture<X> reply) throws InterruptedException {
        while (!loop.run(Deadline.after(deadline.remaining(PATIENCE)), reply::isDone) && !deadline.isSpent()) {
            stopScripts();
        }
        return loop.await(reply, deadline);
    }

    private void stopScripts() {
        stopped = true;
        page.post(Emulation.setScriptExecutionDisabled(true));
        page.post(Runtime.terminateExecution());
    }

    /** For pages that go from one document to the next faster than one can be read. */
    private void holdStill() {
        stopScripts();
        page.post(Page.stopLoading());
    }
}
