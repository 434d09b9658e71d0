package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.capture.MainFrame.Response;
import edgecomet.adapters.chrome.cdp.CdpConnection;
import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.har.HarContext;
import edgecomet.adapters.chrome.instance.Tab;
import edgecomet.adapters.chrome.settle.RequestsInFlight;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Deadline;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Reason;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.WaitCondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.devtools.v153.emulation.Emulation;
import org.openqa.selenium.devtools.v153.network.Network;
import org.openqa.selenium.devtools.v153.page.Page;
import org.openqa.selenium.devtools.v153.page.Page.NavigateResponse;

/**
 * One render in one tab (spec 05 §7, with the decisions of spec 00).
 *
 * <p>The calling thread is the event loop of the page: it sends commands, and while it waits for whatever it waits for
 * it handles the events that come, in order. There are four waits: for the navigation to commit (as long as the request
 * is willing to wait), for the awaited readiness (soft limit), for the extra time, and for the document to be handed
 * over. The hard deadline bounds them all; the soft limit ends a little before it, so that a page that never becomes
 * ready is still delivered as far as it got.
 *
 * <p>An answer to the navigation that shows no document ends the render at once: a redirect is reported and not
 * followed, a download, a 204 and an error without a body are empty pages, and a network error is a failure.
 */
public final class PageCapture {
    /** Largest document in bytes of UTF-8 (spec 05 §7, 24e). */
    static final int MAX_HTML_BYTES = 20_971_520;

    private static final Duration PREPARE_LIMIT = Duration.ofSeconds(3);

    /** However little patience a request has, a page of which nothing has come cannot be taken. */
    private static final Duration LEAST_ANSWER_LIMIT = Duration.ofSeconds(3);

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(3);
    private static final Duration REPORT_LIMIT = Duration.ofMillis(500);
    private static final int RESERVE_SHARE = 5;
    private static final int MAX_SIDE = 10_000;
    private static final String EMPTY_PAGE = "<html><head></head><body></body></html>";
    private static final String ABORTED = "net::ERR_ABORTED";
    private static final String EMPTY_ERROR_PAGE = "net::ERR_HTTP_RESPONSE_CODE_FAILURE";

    private final Tab tab;
    private final RenderRequest request;
    private final Deadline hard;
    private final MainFrame frame;
    private final PageJournal journal;
    private final RequestsInFlight requests;
    private final Awaited awaited;
    private final RequestGate gate;
    private final Blocklist blocklist;
    private final EventLoop loop;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private @Nullable Readiness readiness;

    /**
     * Creates a capture.
     *
     * @param site that of the request's URL
     * @param hard when the result is due
     * @param serviceId value of the loop marker
     */
    public PageCapture(Tab tab, RenderRequest request, Site site, Deadline hard, String serviceId) {
        this.tab = tab;
        this.request = request;
        this.hard = hard;
        this.frame = new MainFrame(tab.mainFrame());
        this.blocklist = Blocklist.of(request);
        this.journal = new PageJournal(request, tab.connection());
        this.gate = new RequestGate(request, site, tab.mainFrame(), blocklist, journal.blocked(), serviceId);
        this.requests = new RequestsInFlight(tab.mainFrame());
        this.awaited = awaited();
        this.loop = new EventLoop(tab.connection(), awaited.longestPause(), this::handle);
    }

    private Awaited awaited() {
        return request.waitFor().equals(WaitCondition.SETTLED.label())
                ? new AwaitedSettling(tab.connection(), tab.mainFrame(), frame, requests, request.awaitedContent())
                : new AwaitedEvent(request.waitFor(), frame, requests);
    }

    /**
     * Sets the tab up for the request; nothing has been sent to the origin after it.
     *
     * @throws CdpException if the tab is of no use
     */
    public void prepare() throws InterruptedException {
        CdpConnection page = tab.connection();
        List<CompletableFuture<?>> replies = new ArrayList<>(awaited.prepare());
        if (!request.userAgent().isBlank()) {
            replies.add(page.send(Emulation.setUserAgentOverride(
                    request.userAgent(), Optional.empty(), Optional.empty(), Optional.empty())));
        }
        int width = request.viewport().width();
        int height = request.viewport().height();
        if (width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE) {
            replies.add(page.send(metrics(width, height, request.viewport().isMobile())));
        }
        replies.add(page.send(Network.setBlockedURLs(Optional.empty(), Optional.of(blocklist.browserList()))));
        replies.add(page.send(gate.enable()));
        Deadline limit = Deadline.after(hard.remaining(PREPARE_LIMIT));
        for (CompletableFuture<?> reply : replies) {
            loop.await(reply, limit);
        }
        if (frame.hasCrashed()) {
            throw new CdpException(CdpException.Kind.DISCONNECTED, "the renderer of the tab has died");
        }
    }

    /** Renders; never fails otherwise than by its result. */
    public Capture run() throws InterruptedException {
        try {
            return navigate();
        } catch (CdpException e) {
            return switch (e.kind()) {
                case DISCONNECTED -> failed(RenderError.CHROME_CRASH, "the browser was lost: " + e.getMessage());
                case UNANSWERED -> failed(RenderError.HARD_TIMEOUT, "hard timeout exceeded");
                case REFUSED -> failed(RenderError.NAVIGATION_FAILED, "navigation failed: " + e.getMessage());
            };
        }
    }

    private Capture navigate() throws InterruptedException {
        CompletableFuture<NavigateResponse> reply = tab.connection()
                .send(Page.navigate(
                        request.url(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        Duration limit = answerLimit();
        boolean decided = loop.run(
                Deadline.after(limit), () -> reply.isDone() || frame.redirect().isPresent() || frame.hasCrashed());
        if (frame.redirect().isPresent()) {
            // A request that is still paused when the connection closes would go out all the same.
            CompletableFuture<Void> stopped = tab.connection().send(Page.stopLoading());
            loop.run(Deadline.after(hard.remaining(PREPARE_LIMIT)), stopped::isDone);
            journal.withdraw(frame.documentRequest());
            return redirected(frame.redirect().get());
        }
        if (!decided) {
            return failed(RenderError.HARD_TIMEOUT, "the origin did not answer within " + limit.toMillis() + " ms");
        }
        if (frame.hasCrashed()) {
            return failed(RenderError.CHROME_CRASH, "the page's renderer died");
        }
        NavigateResponse navigation = loop.await(reply, hard);
        Optional<String> error = navigation.getErrorText().filter(text -> !text.isEmpty());
        if (error.isPresent()) {
            // What became of the request, such as an answer that was not shown, may be reported just after this.
            if (error.get().equals(ABORTED) || !frame.documentRequest().isEmpty()) {
                loop.run(Deadline.after(hard.remaining(REPORT_LIMIT)), frame::isReported);
            }
            return notShown(error.get());
        }
        return watch();
    }

    /** An origin that does not answer holds the tab no longer than the request is willing to wait. */
    private Duration answerLimit() {
        Duration patience = request.timeout();
        return hard.remaining(patience.compareTo(LEAST_ANSWER_LIMIT) < 0 ? LEAST_ANSWER_LIMIT : patience);
    }

    private Capture watch() throws InterruptedException {
        Duration most = mostTime();
        boolean isCut = most.compareTo(request.timeout()) < 0;
        loop.run(Deadline.after(isCut ? most : request.timeout()), () -> isOver() || awaited.isMet(elapsed()));
        Duration now = elapsed();
        boolean timedOut = !isOver() && !awaited.isMet(now);
        Reason onTime = isCut ? Reason.HARD_TIMEOUT : Reason.SOFT_TIMEOUT;
        readiness = Readiness.of(timedOut ? onTime : awaited.reason(), now, awaited.pending(now));
        if (!timedOut) {
            Duration extra = request.extraWait();
            Duration left = mostTime();
            loop.run(Deadline.after(extra.compareTo(left) < 0 ? extra : left), this::isOver);
        }
        if (frame.hasCrashed()) {
            return failed(RenderError.CHROME_CRASH, "the page's renderer died");
        }
        Optional<String> deadEnd = frame.deadEnd();
        return deadEnd.isPresent() ? notShown(deadEnd.get()) : extract(timedOut);
    }

    private boolean isOver() {
        return frame.hasCrashed() || frame.deadEnd().isPresent();
    }

    /**
     * How long may be waited so that the page can still be taken. What is kept back is a fifth of what is left, so that
     * short deadlines keep most of their time for the page.
     */
    private Duration mostTime() {
        Duration left = hard.remaining();
        Duration share = left.dividedBy(RESERVE_SHARE);
        return left.minus(share.compareTo(LONGEST_RESERVE) < 0 ? share : LONGEST_RESERVE);
    }

    private Capture extract(boolean timedOut) throws InterruptedException {
        return switch (new PageExtraction(tab, loop, hard, request.serialization()).extract()) {
            case PageExtraction.Result.TooLarge() -> tooLarge();
            case PageExtraction.Result.Unobtainable(String reason) ->
                failed(RenderError.HTML_EXTRACTION_FAILED, "HTML extraction failed: " + reason);
            case PageExtraction.Result.Document document -> captured(document, timedOut);
        };
    }

    private Capture captured(PageExtraction.Result.Document document, boolean timedOut) {
        int status = frame.response().map(Response::status).filter(s -> s > 0).orElse(document.status());
        if (status == 0) {
            return failed(RenderError.STATUS_CAPTURE_FAILED, "status capture failed");
        }
        if (document.html().getBytes(StandardCharsets.UTF_8).length > MAX_HTML_BYTES) {
            return tooLarge();
        }
        RenderError qualifier = timedOut ? RenderError.SOFT_TIMEOUT : null;
        if (qualifier == null && (document.html().isEmpty() || document.html().equals(EMPTY_PAGE))) {
            qualifier = RenderError.EMPTY_RESPONSE;
        }
        Headers headers = frame.response().map(Response::headers).orElse(Headers.EMPTY);
        String finalUrl = document.url().isEmpty() ? frame.url() : document.url();
        return captured(report(status, finalUrl, headers, qualifier, journal.network()), document.html());
    }

    /** The browser shows no document of the page's; whether that is an empty page or a failure is the origin's doing. */
    private Capture notShown(String error) {
        Optional<Response> response = frame.response();
        boolean empty = error.equals(ABORTED) || error.equals(EMPTY_ERROR_PAGE);
        if (empty && response.isPresent()) {
            readiness = Readiness.of(Reason.NO_DOCUMENT, elapsed(), List.of());
            RenderReport report = report(
                    response.get().status(),
                    request.url(),
                    response.get().headers(),
                    RenderError.EMPTY_RESPONSE,
                    journal.network());
            return captured(report, EMPTY_PAGE);
        }
        return error.startsWith("net::") && !error.equals(ABORTED)
                ? failed(RenderError.NETWORK_ERROR, error)
                : failed(RenderError.NAVIGATION_FAILED, error);
    }

    private Capture redirected(Response redirect) {
        readiness = Readiness.of(Reason.REDIRECT, elapsed(), List.of());
        return captured(
                report(redirect.status(), redirect.nextHop(), redirect.headers(), null, NetworkMetrics.NONE), "");
    }

    private RenderReport report(
            int status, String finalUrl, Headers headers, @Nullable RenderError qualifier, NetworkMetrics network) {
        return new RenderReport(
                status,
                finalUrl,
                headers,
                qualifier,
                startedAt,
                elapsed(),
                tab.browser().name(),
                frame.lifecycle(),
                journal.console(),
                network,
                readiness);
    }

    private Capture captured(RenderReport report, String html) {
        boolean timedOut = report.qualifier() == RenderError.SOFT_TIMEOUT;
        return new Capture.Captured(new CapturedPage(report, html, har(report.renderTime(), timedOut)));
    }

    private @Nullable HarDocument har(Duration renderTime, boolean timedOut) {
        HarContext context = new HarContext(
                request,
                startedAt,
                renderTime,
                timedOut,
                tab.browser().name(),
                tab.browser().product(),
                frame.lifecycle(),
                journal.console(),
                readiness);
        return journal.har(context, elapsed());
    }

    private Capture tooLarge() {
        return failed(RenderError.RESPONSE_TOO_LARGE, "response exceeds maximum size limit");
    }

    private Capture failed(RenderError error, String message) {
        return new Capture.Failed(error, message, har(elapsed(), false));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private void handle(CdpEvent event) {
        switch (event.method()) {
            case "Page.javascriptDialogOpening" -> dismiss(event);
            case "Fetch.requestPaused" -> {
                if (!frame.isNextHop(event)) {
                    tab.connection().post(gate.decide(event));
                }
            }
            default -> {
                Duration now = elapsed();
                frame.on(event, now);
                requests.on(event, now);
                awaited.on(event, now);
                journal.on(event, now);
            }
        }
    }

    /** Nobody answers a question, but a page that asks whether it may be left shall be left. */
    private void dismiss(CdpEvent dialog) {
        boolean leave = dialog.text("type").equals("beforeunload");
        tab.connection().post(Page.handleJavaScriptDialog(leave, Optional.empty()));
    }

    private static org.openqa.selenium.devtools.Command<Void> metrics(int width, int height, boolean mobile) {
        return Emulation.setDeviceMetricsOverride(
                width,
                height,
                1,
                mobile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
