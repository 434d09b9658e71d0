package edgecomet.adapters.http.metrics;

import edgecomet.application.port.Origin;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestedPage;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.PageSeo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One answer of each kind, for a host. */
record SampleAnswers(Host host) {

    static final Dimension DESKTOP =
            new Dimension("desktop", 1, DimensionAction.RENDER, 1920, 1080, "UA", List.of(Pattern.parse("*bot*")));

    /** Those of a host with this primary domain, and an alias. */
    static SampleAnswers of(String domain) {
        HostDefinition host = new HostDefinition(
                1,
                List.of(domain, "alias." + domain),
                "key",
                true,
                Sourced.from(Level.HOST, List.of(DESKTOP)),
                Sourced.from(Level.HOST, new UnmatchedDimension.Block()),
                Sourced.from(Level.BUILT_IN, List.of()),
                Settings.NONE,
                List.of());
        return new SampleAnswers(Host.assemble(host, Settings.NONE));
    }

    PageAnswer rendered() {
        RenderReport report = new RenderReport(
                200,
                "https://" + host.primaryDomain() + "/",
                Headers.EMPTY,
                null,
                Instant.EPOCH,
                Duration.ofMillis(20),
                "chrome-0",
                List.of(),
                List.of(),
                NetworkMetrics.NONE,
                null);
        return new PageAnswer.Rendered(
                requested(),
                new RenderedPage(report, new byte[1], PageSeo.unknown(IndexStatus.INDEXABLE), null),
                "rs-1");
    }

    PageAnswer cached() {
        return cached(SampleEntries.full());
    }

    PageAnswer bypassCached() {
        return cached(SampleEntries.bare());
    }

    PageAnswer bypassed() {
        return new PageAnswer.Bypassed(requested(), new Origin.Answer.Unreachable("gone"), false);
    }

    PageAnswer status(int code) {
        return new PageAnswer.Status(requested(), new StatusAction(code, "", Map.of()));
    }

    private PageAnswer cached(CacheEntry entry) {
        return new PageAnswer.Cached(requested(), entry, new byte[1], Duration.ZERO, false);
    }

    private RequestedPage requested() {
        Host.Identified identified = (Host.Identified) host.identify("https://" + host.primaryDomain() + "/");
        return new RequestedPage(host, DESKTOP, false, identified.url(), identified.policy(), Action.RENDER, false);
    }
}
