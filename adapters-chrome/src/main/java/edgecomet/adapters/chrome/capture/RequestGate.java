package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.network.BlockedRequests;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.RenderRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.devtools.Command;
import org.openqa.selenium.devtools.v153.fetch.Fetch;
import org.openqa.selenium.devtools.v153.fetch.model.HeaderEntry;
import org.openqa.selenium.devtools.v153.fetch.model.RequestId;
import org.openqa.selenium.devtools.v153.fetch.model.RequestPattern;
import org.openqa.selenium.devtools.v153.fetch.model.RequestStage;
import org.openqa.selenium.devtools.v153.network.model.ErrorReason;
import org.openqa.selenium.devtools.v153.network.model.ResourceType;

/**
 * Decides about each request that the browser pauses: fail it, send it with our headers, or send it as it is (spec 05
 * §8.4).
 *
 * <p>Requests to the page's own site are always paused, as they carry the loop marker and the client's headers; no
 * other request ever does. Which addresses a page may reach is decided elsewhere: the browser's proxy sees every
 * connection, this gate does not.
 */
final class RequestGate {
    private static final String LOOP_MARKER = "X-Edge-Render";

    private final Site site;
    private final String mainFrame;
    private final Blocklist blocklist;
    private final BlockedRequests blocked;
    private final Map<String, HeaderEntry> ownHeaders = new LinkedHashMap<>();

    /**
     * Creates a gate.
     *
     * @param blocked where it notes what it does not let out
     */
    RequestGate(
            RenderRequest request,
            Site site,
            String mainFrame,
            Blocklist blocklist,
            BlockedRequests blocked,
            String serviceId) {
        this.site = site;
        this.mainFrame = mainFrame;
        this.blocklist = blocklist;
        this.blocked = blocked;
        joined(request.headers());
        ownHeaders.put(LOOP_MARKER.toLowerCase(Locale.ROOT), new HeaderEntry(LOOP_MARKER, serviceId));
    }

    private void joined(Headers headers) {
        headers.asMap().forEach((name, values) -> {
            String separator = name.equalsIgnoreCase("Cookie") ? "; " : ", ";
            if (!values.isEmpty()) {
                ownHeaders.put(name.toLowerCase(Locale.ROOT), new HeaderEntry(name, String.join(separator, values)));
            }
        });
    }

    /** Returns which requests the browser shall pause. */
    Command<Void> enable() {
        List<RequestPattern> paused = new ArrayList<>();
        if (blocklist.needsEveryRequest()) {
            paused.add(pause("*", Optional.empty()));
        } else {
            paused.add(pause(site.origin() + "*", Optional.empty()));
            blocklist.types().forEach(type -> paused.add(pause("*", Optional.of(type))));
        }
        return Fetch.enable(Optional.of(paused), Optional.of(false));
    }

    private static RequestPattern pause(String url, Optional<ResourceType> type) {
        return new RequestPattern(Optional.of(url), type, Optional.of(RequestStage.REQUEST));
    }

    /** Returns what to do with a paused request. */
    Command<Void> decide(CdpEvent paused) {
        RequestId id = new RequestId(paused.text("requestId"));
        String url = paused.text("request", "url");
        String type = paused.text("resourceType");
        boolean mainDocument = type.equals("Document") && paused.text("frameId").equals(mainFrame);
        Optional<String> reason = mainDocument ? Optional.empty() : blocklist.reason(url, type);
        if (reason.isPresent()) {
            blocked.add(paused, reason.get());
            return Fetch.failRequest(id, ErrorReason.ABORTED);
        }
        return Fetch.continueRequest(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                site.owns(url) ? Optional.of(merged(paused.object("request", "headers"))) : Optional.empty(),
                Optional.empty());
    }

    private List<HeaderEntry> merged(Map<?, ?> browserHeaders) {
        List<HeaderEntry> headers = new ArrayList<>();
        browserHeaders.forEach((name, value) -> {
            if (!ownHeaders.containsKey(name.toString().toLowerCase(Locale.ROOT))) {
                headers.add(new HeaderEntry(name.toString(), String.valueOf(value)));
            }
        });
        headers.addAll(ownHeaders.values());
        return headers;
    }
}
