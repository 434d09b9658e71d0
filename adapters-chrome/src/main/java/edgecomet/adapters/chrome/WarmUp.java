package edgecomet.adapters.chrome;

import edgecomet.adapters.chrome.capture.PageCapture;
import edgecomet.adapters.chrome.capture.Site;
import edgecomet.adapters.chrome.cdp.CdpException;
import edgecomet.adapters.chrome.instance.Chromium;
import edgecomet.adapters.chrome.instance.Tab;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Deadline;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first page of a new browser, so that the first render does not pay for what is set up once (spec 05 §4). */
record WarmUp(String url, Duration limit, String serviceId) {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    static WarmUp of(ChromeSettings settings) {
        return new WarmUp(settings.warmupUrl(), settings.warmupTimeout(), settings.serviceId());
    }

    /** Opens the page; bounded, and a failure is only logged. */
    void open(Chromium browser) {
        Site.of(url).ifPresent(site -> open(browser, site));
    }

    private void open(Chromium browser, Site site) {
        Tab tab;
        try {
            tab = browser.openTab(null);
        } catch (CdpException e) {
            LOG.warn("warm-up of {} failed: {}", browser.name(), e.getMessage());
            return;
        }
        try {
            PageCapture capture = new PageCapture(tab, request(), site, Deadline.after(limit), serviceId);
            capture.prepare();
            if (capture.run() instanceof Capture.Failed(var error, String message, var _)) {
                LOG.warn("warm-up of {} failed: {} ({})", browser.name(), message, error.label());
            }
        } catch (CdpException e) {
            LOG.warn("warm-up of {} failed: {}", browser.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tab.dispose();
        }
    }

    private RenderRequest request() {
        return new RenderRequest(
                "warm-up",
                url,
                new Viewport(1280, 800),
                "",
                limit,
                WaitCondition.LOAD.label(),
                Duration.ZERO,
                List.of(),
                List.of(),
                false,
                false,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
    }
}
