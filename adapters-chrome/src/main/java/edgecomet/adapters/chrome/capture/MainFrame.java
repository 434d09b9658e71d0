package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the events of a page say about its main frame; used by one thread.
 *
 * <h2>Which document is the page</h2>
 *
 * Every navigation has a loader, and every lifecycle event names the loader that it is of. The browser replays the
 * events of {@code about:blank} when they are switched on, and a script or a meta tag may send the frame elsewhere at
 * any time, so the name of an event alone says nothing. The page is <em>ready</em> when the awaited event has come for
 * the loader that the frame has <em>committed</em> last, and no other navigation is under way. Under way is
 *
 * <ul>
 *   <li>a document request of the main frame that has neither been committed nor failed, or
 *   <li>a navigation that the page has announced (a script set the location, a refresh of at most a second) and whose
 *       request is yet to be seen; announcements expire, as many come to nothing, such as {@code mailto:} links.
 * </ul>
 *
 * Events are kept by loader whether or not it is committed, so their order relative to the commit does not matter. A
 * page that keeps going elsewhere is taken where it is after {@value #MAX_HOPS} hops.
 */
final class MainFrame {
    static final int MAX_HOPS = 5;
    private static final Duration ANNOUNCEMENT_LIFE = Duration.ofMillis(800);
    private static final double REFRESH_FOLLOWED_SECONDS = 1;

    private final String id;
    private final Map<String, Set<String>> eventsByLoader = new HashMap<>();
    private final List<Lived> lifecycle = new ArrayList<>();
    private final Set<String> committedLoaders = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();

    private String firstRequest = "";
    private String pendingRequest = "";
    private String committedLoader = "";
    private String url = "";
    private String unreachableUrl = "";
    private Duration announcedUntil = Duration.ZERO;
    private boolean crashed;
    private Optional<Response> response = Optional.empty();
    private Optional<Response> redirect = Optional.empty();

    /**
     * An answer to the request for the main document.
     *
     * @param nextHop where it sends the browser; empty if nowhere
     */
    record Response(int status, Headers headers, String nextHop) {}

    private record Lived(String loader, LifecycleEvent event) {}

    MainFrame(String id) {
        this.id = id;
    }

    /** Takes an event into account. */
    void on(CdpEvent event, Duration now) {
        switch (event.method()) {
            case "Network.requestWillBeSent" -> requested(event);
            case "Network.responseReceived" -> answered(event);
            case "Network.loadingFailed" -> failed(event);
            case "Page.frameNavigated" -> committed(event);
            case "Page.navigatedWithinDocument" -> movedWithin(event);
            case "Page.lifecycleEvent" -> lived(event, now);
            case "Page.frameRequestedNavigation" -> announced(event, now, Duration.ZERO);
            case "Page.frameScheduledNavigation" -> scheduled(event, now);
            case "Inspector.targetCrashed" -> crashed = true;
            default -> {
                // Of no concern to the main frame.
            }
        }
    }

    /** Returns whether the awaited event has come for the document that will stay. */
    boolean isReady(String awaited, Duration now) {
        return hasSeen(awaited) && (!isLeaving(now) || committedLoaders.size() > MAX_HOPS);
    }

    /** Returns whether an event has come for the document that is shown. */
    boolean hasSeen(String name) {
        return eventsByLoader.getOrDefault(committedLoader, Set.of()).contains(name);
    }

    /** Returns whether an event says that another document is shown from now on. */
    boolean isCommit(CdpEvent event) {
        return event.method().equals("Page.frameNavigated")
                && event.text("frame", "id").equals(id);
    }

    /** Returns whether a navigation away from the current document is under way. */
    boolean isLeaving(Duration now) {
        return !pendingRequest.isEmpty() || now.compareTo(announcedUntil) < 0;
    }

    /** Returns whether the renderer process has died. */
    boolean hasCrashed() {
        return crashed;
    }

    /** Returns the first answer for the requested document, unless it was a redirect. */
    Optional<Response> response() {
        return response;
    }

    /** Returns the id of the request for the document; empty before it is made. */
    String documentRequest() {
        return firstRequest;
    }

    /** Returns whether it is known what became of the request for the document: an answer, or none. */
    boolean isReported() {
        return response.isPresent() || failures.containsKey(firstRequest);
    }

    /**
     * Returns whether a paused request is where the requested document was redirected to. It is not to be sent: the
     * redirect is the answer, although the browser may announce it only after it has paused the request.
     */
    boolean isNextHop(CdpEvent paused) {
        return paused.has("redirectedRequestId") && paused.text("networkId").equals(firstRequest);
    }

    /** Returns the redirect with which the requested document was answered. */
    Optional<Response> redirect() {
        return redirect;
    }

    /** Returns why the document shown is the browser's own error page; empty if it is not one. */
    Optional<String> deadEnd() {
        return unreachableUrl.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.getOrDefault(committedLoader, "net::ERR_FAILED"));
    }

    /** Returns the address of the document shown. */
    String url() {
        return url;
    }

    /** Returns the lifecycle events of the page, in order. */
    List<LifecycleEvent> lifecycle() {
        return lifecycle.stream()
                .filter(lived -> committedLoaders.contains(lived.loader()))
                .map(Lived::event)
                .toList();
    }

    private boolean isOfMainDocument(CdpEvent event) {
        return event.text("frameId").equals(id) && event.text("type").equals("Document");
    }

    private void requested(CdpEvent event) {
        if (!isOfMainDocument(event)) {
            return;
        }
        String request = event.text("requestId");
        if (firstRequest.isEmpty()) {
            firstRequest = request;
        }
        if (request.equals(firstRequest) && event.has("redirectResponse") && redirect.isEmpty()) {
            redirect = Optional.of(responseAt(event, "redirectResponse", event.text("request", "url")));
        }
        pendingRequest = request;
        announcedUntil = Duration.ZERO;
    }

    private void answered(CdpEvent event) {
        if (isOfMainDocument(event) && event.text("requestId").equals(firstRequest) && response.isEmpty()) {
            response = Optional.of(responseAt(event, "response", ""));
        }
    }

    private static Response responseAt(CdpEvent event, String member, String nextHop) {
        Headers.Builder headers = Headers.builder();
        event.object(member, "headers")
                .forEach((name, value) -> String.valueOf(value)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(line -> headers.add(name.toString(), line)));
        return new Response((int) event.number(member, "status"), headers.build(), nextHop);
    }

    private void failed(CdpEvent event) {
        String request = event.text("requestId");
        if (event.text("type").equals("Document")) {
            failures.put(request, event.text("errorText"));
        }
        if (request.equals(pendingRequest)) {
            pendingRequest = "";
        }
    }

    private void committed(CdpEvent event) {
        if (!event.text("frame", "id").equals(id)) {
            return;
        }
        committedLoader = event.text("frame", "loaderId");
        unreachableUrl = event.text("frame", "unreachableUrl");
        url = event.text("frame", "url") + event.text("frame", "urlFragment");
        committedLoaders.add(committedLoader);
        if (committedLoader.equals(pendingRequest)) {
            pendingRequest = "";
        }
        announcedUntil = Duration.ZERO;
    }

    private void movedWithin(CdpEvent event) {
        if (event.text("frameId").equals(id)) {
            url = event.text("url");
        }
    }

    private void lived(CdpEvent event, Duration now) {
        if (!event.text("frameId").equals(id)) {
            return;
        }
        String name = event.text("name");
        String loader = event.text("loaderId");
        if (eventsByLoader.computeIfAbsent(loader, key -> new HashSet<>()).add(name)) {
            lifecycle.add(new Lived(loader, new LifecycleEvent(name, Duration.ofMillis(now.toMillis()))));
        }
    }

    private void scheduled(CdpEvent event, Duration now) {
        double seconds = event.number("delay");
        if (seconds <= REFRESH_FOLLOWED_SECONDS) {
            announced(event, now, Duration.ofMillis((long) (seconds * 1000)));
        }
    }

    private void announced(CdpEvent event, Duration now, Duration delay) {
        boolean elsewhere =
                event.text("disposition").isEmpty() || event.text("disposition").equals("currentTab");
        if (event.text("frameId").equals(id) && elsewhere && event.text("url").startsWith("http")) {
            announcedUntil = now.plus(delay).plus(ANNOUNCEMENT_LIFE);
        }
    }
}
