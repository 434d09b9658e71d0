package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.har.HarContext;
import edgecomet.adapters.chrome.har.HarRecorder;
import edgecomet.adapters.chrome.network.BlockedRequests;
import edgecomet.adapters.chrome.network.NetworkMeter;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.devtools.v153.runtime.Runtime;

/** What is noted down of a page beside where it goes: its requests and its complaints. Used by one thread. */
final class PageJournal {
    private final BlockedRequests blocked = new BlockedRequests();
    private final NetworkMeter network;
    private final ConsoleLog console;
    private final @Nullable HarRecorder har;

    PageJournal(RenderRequest request, CdpConnection page) {
        this.network = new NetworkMeter(request.url());
        this.console = new ConsoleLog(() -> page.post(Runtime.disable()));
        this.har = request.includeHar() ? new HarRecorder() : null;
        if (har != null) {
            page.keepAlso(HarRecorder.EVENTS);
        }
    }

    /** Returns where it is noted which requests are not let out. */
    BlockedRequests blocked() {
        return blocked;
    }

    /**
     * Takes an event into account.
     *
     * @param now since the start of the render
     */
    void on(CdpEvent event, Duration now) {
        if (event.method().equals("Network.loadingFailed")) {
            failed(event);
        } else {
            network.on(event, now);
            console.on(event);
            if (har != null) {
                har.on(event, now);
            }
        }
    }

    private void failed(CdpEvent event) {
        Optional<String> reason = blocked.reasonOf(event);
        if (reason.isPresent()) {
            network.blocked(event);
        } else {
            network.failed(event);
        }
        if (har != null) {
            reason.ifPresentOrElse(why -> har.blocked(event, why), () -> har.failed(event));
        }
    }

    /** Notes that the last hop of a request was announced and then not sent. */
    void withdraw(String requestId) {
        if (har != null) {
            har.withdraw(requestId);
        }
    }

    NetworkMetrics network() {
        return network.metrics();
    }

    List<ConsoleMessage> console() {
        return console.messages();
    }

    /**
     * Returns the recording; null if there is none.
     *
     * @param now since the start of the render
     */
    @Nullable
    HarDocument har(HarContext context, Duration now) {
        return har == null ? null : har.document(context, now);
    }
}
