package edgecomet.adapters.http.renderer;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.ConsoleMessage.Kind;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.HostMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Pending;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import edgecomet.domain.seo.Headings;
import edgecomet.domain.seo.ImageCounts;
import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.LinkCounts;
import edgecomet.domain.seo.PageSeo;
import edgecomet.domain.seo.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request and pages in which every field has a value of its own. */
final class SamplePages {

    static final RenderRequest REQUEST = new RenderRequest(
            "req-1",
            "https://shop.example/ü?a=1",
            new Viewport(375, 812),
            "Bot/1",
            Duration.ofSeconds(15),
            "networkIdle",
            Duration.ofMillis(500),
            List.of("*ads*"),
            List.of("Image"),
            true,
            true,
            Headers.builder()
                    .add("Accept-Language", "de")
                    .add("Accept-Language", "en")
                    .build(),
            true,
            new AwaitedContent("#done", "window.ready"),
            Serialization.MARKUP);

    static final PageSeo SEO = new PageSeo(
            "Title „quoted“",
            IndexStatus.CANONICAL_ELSEWHERE,
            "Description",
            "https://shop.example/",
            List.of("index", "nofollow"),
            new Headings(List.of("h1"), List.of("h2", "h2b"), List.of("h3")),
            new LinkCounts(3, 4, 1, 2, List.of(new LinkCounts.ExternalDomain("CDN.example", 4))),
            new ImageCounts(5, 6, 7, 4),
            321,
            List.of(new Translation("de", "https://shop.example/de")),
            "de",
            List.of("Offer", "Product"));

    static final NetworkMetrics NETWORK = new NetworkMetrics(
            new Volume(3, 40_000),
            new Volume(2, 500),
            1,
            new TreeMap<>(Map.of("Document", new Volume(1, 39_000), "Script", new Volume(4, 1_500))),
            new TreeMap<>(Map.of("2xx", 4, "4xx", 1)),
            6,
            7,
            Duration.ofMillis(8),
            Duration.ofMillis(900),
            new TreeMap<>(Map.of(
                    "cdn.example",
                    new HostMetrics(new Volume(2, 500), 1, 5, Duration.ofMillis(30)),
                    "shop.example",
                    new HostMetrics(new Volume(3, 40_000), 0, 0, Duration.ofMillis(120)))));

    static final HarDocument HAR = new HarDocument("{\"log\":{\"version\":\"1.2\",\"entries\":[{\"time\":0.10}]}}");

    static final Readiness READINESS = new Readiness(
            Readiness.Reason.IDLE,
            Duration.ofMillis(1107),
            List.of(
                    new Pending(Readiness.Kind.REQUEST, "https://shop.example/poll"),
                    new Pending(Readiness.Kind.FONTS, "")),
            12);

    static final RenderedPage PAGE = page(200, "<p>Grüße</p>", null, SEO);

    private SamplePages() {}

    static RenderedPage recorded(RenderedPage page) {
        return new RenderedPage(page.report(), page.body(), page.seo(), HAR);
    }

    static RenderedPage page(int status, String html, @Nullable RenderError qualifier, @Nullable PageSeo seo) {
        RenderReport report = new RenderReport(
                status,
                "https://shop.example/final",
                Headers.builder().add("Content-Type", "text/html").build(),
                qualifier,
                Instant.parse("2026-11-23T10:00:00.123456789Z"),
                Duration.ofMillis(1234),
                "chrome-2",
                List.of(
                        new LifecycleEvent("init", Duration.ZERO),
                        new LifecycleEvent("networkIdle", Duration.ofMillis(1107))),
                List.of(new ConsoleMessage(Kind.WARNING, "https://shop.example/a.js", "3:14", "deprecated \"x\"")),
                status < 300 || status >= 400 ? NETWORK : NetworkMetrics.NONE,
                READINESS);
        return new RenderedPage(report, html.getBytes(StandardCharsets.UTF_8), seo, null);
    }
}
