package edgecomet.adapters.chrome.capture;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.settle.RequestsInFlight;
import edgecomet.adapters.chrome.settle.Settling;
import edgecomet.adapters.chrome.settle.Settling.Look;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.devtools.v153.page.Page;
import org.openqa.selenium.devtools.v153.page.model.FrameId;
import org.openqa.selenium.devtools.v153.runtime.Runtime;
import org.openqa.selenium.devtools.v153.runtime.Runtime.EvaluateResponse;

/**
 * Waits until the page has settled: brings {@link Settling} what it judges on.
 *
 * <p>Two scripts run in the page before its own. One, in an isolated world that the page cannot see, notes when the
 * document changes. The other stands in for {@code setTimeout} in the page's own world, as timers cannot be seen from
 * anywhere else; to the page it looks like the browser's own. Both concern the main frame only, as does what is
 * captured.
 *
 * <p>A selector is tried in the isolated world. An expression is evaluated in the page's own, since it is about the
 * page's variables, with a limit after which it counts as not true.
 */
final class AwaitedSettling implements Awaited {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);
    private static final Duration EXPRESSION_LIMIT = Duration.ofMillis(100);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String BINDING_EVENT = "Runtime.bindingCalled";
    private static final String BINDING = "__edgecometTimers";
    private static final String WATCH_TIMERS = PageScript.load("watch-timers.js");
    private static final String WATCH_CHANGES = PageScript.load("watch-changes.js");
    private static final String LOOK = PageScript.load("look.js");

    private final CdpConnection page;
    private final FrameId frameId;
    private final MainFrame frame;
    private final RequestsInFlight requests;
    private final AwaitedContent content;
    private final Settling settling;
    private @Nullable Asked asked;

    private record Asked(CompletableFuture<Look> look, Duration at) {}

    AwaitedSettling(
            CdpConnection page, String frameId, MainFrame frame, RequestsInFlight requests, AwaitedContent content) {
        this.page = page;
        this.frameId = new FrameId(frameId);
        this.frame = frame;
        this.requests = requests;
        this.content = content;
        this.settling = new Settling(requests);
    }

    @Override
    public List<CompletableFuture<?>> prepare() {
        page.keepAlso(Set.of(BINDING_EVENT));
        return List.of(
                page.send(Runtime.addBinding(BINDING, Optional.empty(), Optional.empty())),
                page.send(Page.addScriptToEvaluateOnNewDocument(
                        WATCH_TIMERS, Optional.empty(), Optional.empty(), Optional.empty())),
                page.send(Page.addScriptToEvaluateOnNewDocument(
                        WATCH_CHANGES, Optional.of(PageScript.WORLD), Optional.empty(), Optional.empty())));
    }

    @Override
    public void on(CdpEvent event, Duration now) {
        if (event.method().equals(BINDING_EVENT) && event.text("name").equals(BINDING)) {
            settling.timers(event.text("payload").equals("pending"), now);
        } else if (frame.isCommit(event)) {
            settling.timers(false, now);
        }
    }

    @Override
    public boolean isMet(Duration now) {
        settling.advance(isLoaded(now), now);
        hear(now);
        if (asked == null && settling.isTimeToLook(now)) {
            asked = new Asked(look(), now);
        }
        return settling.isSettled();
    }

    /** What holds the load event up may be something that is no longer waited for. */
    private boolean isLoaded(Duration now) {
        return frame.isReady(WaitCondition.LOAD.label(), now)
                || (requests.hasOverdue(now) && frame.isReady(WaitCondition.DOM_CONTENT_LOADED.label(), now));
    }

    private void hear(Duration now) {
        if (asked == null || !asked.look().isDone()) {
            return;
        }
        try {
            settling.saw(asked.look().join(), asked.at(), now);
        } catch (CompletionException e) {
            // The document was replaced, or its main thread is busy: it will be looked at again.
            settling.sawNothing(now);
        }
        asked = null;
    }

    private CompletableFuture<Look> look() {
        String selector = new String(JsonStringEncoder.getInstance().quoteAsString(content.selector()));
        CompletableFuture<EvaluateResponse> seen = page.send(PageScript.isolatedWorld(frameId))
                .thenCompose(
                        world -> page.send(PageScript.promisedIn(world, LOOK + "(\"" + selector + "\")", LOOK_LIMIT)));
        CompletableFuture<Boolean> holds = content.expression().isEmpty()
                ? CompletableFuture.completedFuture(true)
                : page.send(PageScript.inPage("Boolean(" + content.expression() + "\n)", EXPRESSION_LIMIT))
                        .handle((reply, failure) -> failure == null
                                && reply.getResult().getValue().orElse(false).equals(true));
        return seen.thenCombine(holds, this::read);
    }

    private Look read(EvaluateResponse reply, boolean holds) {
        String[] words =
                reply.getResult().getValue().map(Object::toString).orElse("").split(" ", -1);
        if (words.length != 4) {
            throw new IllegalStateException("the page cannot be looked at");
        }
        List<Pending> missing = new ArrayList<>();
        switch (words[3]) {
            case "found" -> {}
            case "invalid" -> missing.add(new Pending(Kind.SELECTOR, content.selector() + " (not a valid selector)"));
            default -> missing.add(new Pending(Kind.SELECTOR, content.selector()));
        }
        if (!holds) {
            missing.add(new Pending(Kind.EXPRESSION, content.expression()));
        }
        Duration unchanged = Duration.ofMillis(Long.parseLong(words[0]));
        return new Look(unchanged, words[1].equals("loading"), words[2].equals("busy"), missing);
    }

    @Override
    public Readiness.Reason reason() {
        return Readiness.Reason.SETTLED;
    }

    @Override
    public List<Pending> pending(Duration now) {
        List<Pending> pending = new ArrayList<>();
        if (frame.isLeaving(now)) {
            pending.add(new Pending(Kind.NAVIGATION, ""));
        }
        if (!frame.hasSeen(WaitCondition.LOAD.label())) {
            pending.add(new Pending(Kind.EVENT, WaitCondition.LOAD.label()));
        }
        if (asked != null && now.minus(asked.at()).compareTo(PATIENCE) >= 0) {
            pending.add(new Pending(Kind.MAIN_THREAD, ""));
        }
        pending.addAll(settling.pending());
        return pending;
    }

    @Override
    public Duration longestPause() {
        return LONGEST_PAUSE;
    }
}
