package edgecomet.application.render;

import edgecomet.application.html.HtmlPage;
import edgecomet.application.port.Browser;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderTelemetry;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.seo.PageSeo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures the page, reads what a search engine would, and takes the scripts out where the request says so. */
public final class RenderPage implements RenderPageUseCase {

    private static final Logger LOG = LoggerFactory.getLogger(RenderPage.class);
    private static final byte[] NO_BODY = {};

    private final Browser browser;
    private final BusyTabs busyTabs;
    private final Duration hardTimeout;
    private final RenderTelemetry telemetry;

    /**
     * Creates the use case.
     *
     * @param hardTimeout limit of one render, whatever the request says
     */
    public RenderPage(Browser browser, BusyTabs busyTabs, Duration hardTimeout, RenderTelemetry telemetry) {
        this.browser = browser;
        this.busyTabs = busyTabs;
        this.hardTimeout = hardTimeout;
        this.telemetry = telemetry;
    }

    @Override
    public RenderPageOutcome render(RenderPageCommand command) {
        long startedAt = System.nanoTime();
        try {
            RenderPageOutcome outcome = capture(command);
            report(outcome, Duration.ofNanos(System.nanoTime() - startedAt));
            return outcome;
        } catch (RuntimeException e) {
            telemetry.broke();
            throw e;
        }
    }

    private void report(RenderPageOutcome outcome, Duration duration) {
        switch (outcome) {
            case RenderPageOutcome.Rendered(RenderedPage page) ->
                telemetry.rendered(page.report().qualifier() != RenderError.SOFT_TIMEOUT, duration);
            case RenderPageOutcome.Failed(RenderError error, var _, var _) -> telemetry.failed(error, duration);
            case RenderPageOutcome.NoSuchTab _ -> telemetry.refused();
        }
    }

    private RenderPageOutcome capture(RenderPageCommand command) {
        int poolSize = browser.pool().size();
        if (command.tab() < 0 || command.tab() >= poolSize) {
            return new RenderPageOutcome.NoSuchTab(command.tab(), poolSize);
        }
        RenderRequest request = command.request();
        LOG.atInfo()
                .addKeyValue("url", request.url())
                .addKeyValue("tab_id", command.tab())
                .addKeyValue("timeout", request.timeout())
                .log("Starting render request");
        busyTabs.occupy(command.tab(), request.requestId());
        try {
            return switch (browser.capture(request, Deadline.after(hardTimeout))) {
                case Browser.Capture.Captured(CapturedPage page) -> rendered(request, page);
                case Browser.Capture.Failed failed -> {
                    LOG.atError()
                            .addKeyValue("error_type", failed.error().label())
                            .addKeyValue("error", failed.message())
                            .log("Render failed");
                    yield new RenderPageOutcome.Failed(failed.error(), failed.message(), failed.har());
                }
            };
        } finally {
            busyTabs.vacate(command.tab(), request.requestId());
        }
    }

    private static RenderPageOutcome rendered(RenderRequest request, CapturedPage page) {
        RenderReport report = page.report();
        RenderedPage rendered = report.isRedirect() && page.html().isEmpty()
                ? new RenderedPage(report, NO_BODY, null, page.har())
                : process(request, page);
        Readiness readiness = report.readiness();
        LOG.atInfo()
                .addKeyValue("status_code", report.statusCode())
                .addKeyValue("html_bytes", rendered.body().length)
                .addKeyValue("render_time", report.renderTime())
                .addKeyValue("instance_id", report.browserId())
                .addKeyValue(
                        "ready_reason",
                        readiness == null ? "" : readiness.reason().label())
                .addKeyValue("pending", readiness == null ? List.of() : readiness.pending())
                .log(report.qualifier() == null ? "Render successful" : "Render completed with soft timeout");
        return new RenderPageOutcome.Rendered(rendered);
    }

    private static RenderedPage process(RenderRequest request, CapturedPage page) {
        RenderReport report = page.report();
        HtmlPage html = HtmlPage.parse(page.html());
        PageSeo seo = html.seo(report.statusCode(), report.finalUrl());
        String served = request.stripScripts() ? html.withoutScripts() : page.html();
        return new RenderedPage(report, served.getBytes(StandardCharsets.UTF_8), seo, page.har());
    }
}
