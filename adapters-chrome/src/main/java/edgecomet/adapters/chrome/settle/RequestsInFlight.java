package edgecomet.adapters.chrome.settle;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps account of a page's requests: which are under way, and which of them its content may depend on. Pure, used by
 * one thread; times are counted from the start of the render.
 *
 * <h2>What matters</h2>
 *
 * A request matters unless something says that it does not:
 *
 * <ul>
 *   <li>its type is one that has no end by nature or no effect on the document ({@link #IMMATERIAL_TYPES});
 *   <li>it is of a child frame: that frame's content is not captured, and the load event waits for its first document;
 *   <li>its answer is a stream, or its URL is that of a known long-polling transport;
 *   <li>the very same request has been made {@value #MAX_SAME} times before, or as many as {@value #MAX_SAME_PLACE} that
 *       differ in their query or body only: the page polls, or would go on for ever;
 *   <li>it has taken {@link #PATIENCE} and is not one without which there is no page. That is an unknown kind of long
 *       poll, or a hanging server.
 * </ul>
 *
 * <p>A beacon is a {@code Ping} to the browser. A {@code fetch} with {@code keepalive} cannot be told from another one.
 */
public final class RequestsInFlight {

    /**
     * A slow interface answers in less, nearly always; the poll of a long poll takes 20 s and more. Pages with slower
     * data have the keys {@code wait_for_selector} and {@code wait_for_expression}.
     */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    static final int MAX_SAME = 2;
    static final int MAX_SAME_PLACE = 20;

    private static final int MAX_UNDER_WAY = 10_000;
    private static final int MAX_COUNTED = 2_000;
    private static final int MAX_SHOWN = 200;
    private static final Set<String> IMMATERIAL_TYPES = Set.of(
            "EventSource",
            "WebSocket",
            "Ping",
            "CSPViolationReport",
            "Prefetch",
            "Preflight",
            "Manifest",
            "Media",
            "TextTrack");
    private static final Set<String> ESSENTIAL_TYPES = Set.of("Document", "Stylesheet", "Script");
    private static final Set<String> DATA_TYPES = Set.of("XHR", "Fetch");
    private static final Set<String> STREAMS =
            Set.of("text/event-stream", "application/x-ndjson", "application/grpc-web", "multipart/x-mixed-replace");
    private static final List<String> LONG_POLLS = List.of(
            "transport=polling", "transport=longpolling", "/longpoll", "/long-poll", "/meta/connect", "/sockjs/");

    private final String mainFrame;
    private final Map<String, Request> underWay = new LinkedHashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private Duration lastActivity = Duration.ZERO;

    private record Request(String type, String url, String place, String identity, Duration since, boolean material) {

        private Request immaterial() {
            return new Request(type, url, place, identity, since, false);
        }

        private boolean matters(Duration now) {
            return material && (ESSENTIAL_TYPES.contains(type) || !isOverdue(now));
        }

        private boolean isOverdue(Duration now) {
            return now.minus(since).compareTo(PATIENCE) >= 0;
        }

        private Pending pending() {
            return new Pending(Kind.REQUEST, type + " " + shown(url));
        }
    }

    /**
     * Creates the account, with nothing under way.
     *
     * @param mainFrame id of the page's main frame
     */
    public RequestsInFlight(String mainFrame) {
        this.mainFrame = mainFrame;
    }

    /** Takes an event into account. */
    public void on(CdpEvent event, Duration now) {
        switch (event.method()) {
            case "Network.requestWillBeSent" -> started(event, now);
            case "Network.responseReceived" -> answered(event);
            case "Network.loadingFinished", "Network.loadingFailed" -> ended(event, now);
            default -> {
                // Not about a request.
            }
        }
    }

    private void started(CdpEvent event, Duration now) {
        String id = event.text("requestId");
        Request before = underWay.get(id);
        if (before == null && underWay.size() >= MAX_UNDER_WAY) {
            return;
        }
        String type = event.text("type");
        String url = event.text("request", "url");
        String place = event.text("request", "method") + ' ' + withoutQuery(url);
        // What a request carries is not told, so no two requests with a body are known to be the same.
        String identity = event.params().isTrue("request", "hasPostData") ? "" : "same " + place + url;
        boolean material = isMaterial(event, type, url) && !isRepeated(type, place, identity);
        // A redirect goes on under the same id.
        Request request = new Request(type, url, place, identity, before == null ? now : before.since(), material);
        underWay.put(id, request);
        if (material) {
            lastActivity = now;
        }
    }

    private boolean isMaterial(CdpEvent event, String type, String url) {
        String frame = event.text("frameId");
        String lower = url.toLowerCase(Locale.ROOT);
        return !IMMATERIAL_TYPES.contains(type)
                && (frame.isEmpty() || frame.equals(mainFrame))
                && !(DATA_TYPES.contains(type) && LONG_POLLS.stream().anyMatch(lower::contains));
    }

    private boolean isRepeated(String type, String place, String identity) {
        return DATA_TYPES.contains(type)
                && (ended.getOrDefault(identity, 0) >= MAX_SAME || ended.getOrDefault(place, 0) >= MAX_SAME_PLACE);
    }

    private void answered(CdpEvent event) {
        String mime = event.text("response", "mimeType").toLowerCase(Locale.ROOT);
        if (STREAMS.stream().anyMatch(mime::startsWith)) {
            underWay.computeIfPresent(event.text("requestId"), (id, request) -> request.immaterial());
        }
    }

    private void ended(CdpEvent event, Duration now) {
        Request request = underWay.remove(event.text("requestId"));
        if (request == null) {
            return;
        }
        if (request.matters(now)) {
            lastActivity = now;
        }
        if (DATA_TYPES.contains(request.type())) {
            count(request.identity());
            count(request.place());
        }
    }

    private void count(String what) {
        if (!what.isEmpty() && (ended.size() < MAX_COUNTED || ended.containsKey(what))) {
            ended.merge(what, 1, Integer::sum);
        }
    }

    /** Returns whether a request that matters is under way. */
    public boolean isWaiting(Duration now) {
        return underWay.values().stream().anyMatch(request -> request.matters(now));
    }

    /** Returns whether a request would matter if it had not taken so long. */
    public boolean hasOverdue(Duration now) {
        return underWay.values().stream().anyMatch(request -> request.material() && !request.matters(now));
    }

    /** Returns when a request that matters last began or ended. */
    public Duration lastActivity() {
        return lastActivity;
    }

    /** Returns every request under way, the oldest first. */
    public List<Pending> all() {
        return listed(request -> true);
    }

    /** Returns the requests under way that matter or did until they took too long, the oldest first. */
    public List<Pending> material() {
        return listed(Request::material);
    }

    private List<Pending> listed(Predicate<Request> which) {
        return underWay.values().stream().filter(which).map(Request::pending).toList();
    }

    private static String withoutQuery(String url) {
        int end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    /** Queries and user names may hold secrets, and a URL may hold a whole image. */
    private static String shown(String url) {
        if (url.startsWith("data:")) {
            return "data:";
        }
        int fragment = url.indexOf('#');
        String shown = withoutQuery(fragment < 0 ? url : url.substring(0, fragment));
        int host = shown.indexOf("://") + 3;
        int path = host < 3 ? -1 : shown.indexOf('/', host);
        int user = host < 3 ? -1 : shown.lastIndexOf('@', path < 0 ? shown.length() : path);
        if (user >= host) {
            shown = shown.substring(0, host) + shown.substring(user + 1);
        }
        return shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "…";
    }
}
