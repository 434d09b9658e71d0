package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.settle.RequestsInFlight;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for one of the browser's own lifecycle events (spec 05 §8.1). */
final class AwaitedEvent implements Awaited {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final String name;
    private final MainFrame frame;
    private final RequestsInFlight requests;

    AwaitedEvent(String name, MainFrame frame, RequestsInFlight requests) {
        this.name = name;
        this.frame = frame;
        this.requests = requests;
    }

    @Override
    public List<CompletableFuture<?>> prepare() {
        return List.of();
    }

    @Override
    public void on(CdpEvent event, Duration now) {
        // The frame hears of its events by itself.
    }

    @Override
    public boolean isMet(Duration now) {
        return frame.isReady(name, now);
    }

    @Override
    public Readiness.Reason reason() {
        boolean idle = name.equals(WaitCondition.NETWORK_IDLE.label())
                || name.equals(WaitCondition.NETWORK_ALMOST_IDLE.label());
        return idle ? Readiness.Reason.IDLE : Readiness.Reason.EVENT;
    }

    @Override
    public List<Pending> pending(Duration now) {
        List<Pending> pending = new ArrayList<>();
        if (frame.isLeaving(now)) {
            pending.add(new Pending(Kind.NAVIGATION, ""));
        }
        if (!frame.hasSeen(name)) {
            pending.add(new Pending(Kind.EVENT, name));
        }
        pending.addAll(requests.all());
        return pending;
    }

    @Override
    public Duration longestPause() {
        return LONGEST_PAUSE;
    }
}
