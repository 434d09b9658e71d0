package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.serve.RequestPipeline.Resolution;
import edgecomet.domain.fallback.BypassReason;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a page: the pipeline first, then what the rule says. Every request keeps the configuration that it began with.
 */
public final class ServePage implements ServePageUseCase {

    private static final Logger LOG = LoggerFactory.getLogger(ServePage.class);

    private final Supplier<GatewayConfiguration> configuration;
    private final RequestPipeline pipeline;
    private final FallbackWalk fallback;
    private final BypassPage bypass;
    private final Admission admission;

    /** Creates the use case; the supplier gives the current configuration, whose limits hold from the beginning. */
    public ServePage(Supplier<GatewayConfiguration> configuration, ServePagePorts ports, InstantSource clock) {
        this.configuration = configuration;
        this.pipeline = new RequestPipeline(clock, LOG);
        CacheReader reader = new CacheReader(ports, clock);
        CacheWriter writer = new CacheWriter(ports, clock);
        this.admission = new Admission(configuration.get().limits());
        this.bypass = new BypassPage(ports.origin(), reader, writer, admission, ports.telemetry());
        LockedRender render = new LockedRender(ports, reader, writer, new StoredRender(ports, clock), admission);
        this.fallback = new FallbackWalk(reader, render, bypass, ports.telemetry());
    }

    @Override
    public PageAnswer serve(ServePageCommand command) {
        if (!admission.enter()) {
            return new PageAnswer.Refusal.Overloaded();
        }
        try {
            return switch (pipeline.resolve(command, configuration.get())) {
                case Resolution.Refused(PageAnswer.Refusal refusal) -> refusal;
                case Resolution.Accepted(PageRequest request) -> serve(request);
            };
        } finally {
            admission.leave();
        }
    }

    private PageAnswer serve(PageRequest request) {
        return switch (request.action()) {
            case RENDER -> fallback.serve(request);
            case BYPASS -> bypass.serve(request, bypassReason(request));
            case BLOCK, STATUS, STATUS_403, STATUS_404, STATUS_410 -> status(request);
        };
    }

    private static BypassReason bypassReason(PageRequest request) {
        return request.unmatched() ? BypassReason.UNMATCHED_USER_AGENT : BypassReason.URL_RULE;
    }

    private static PageAnswer status(PageRequest request) {
        LOG.atInfo()
                .addKeyValue(
                        "status_code",
                        Objects.requireNonNull(request.policy().status()).code())
                .log("URL matched status rule, returning status");
        return new PageAnswer.Status(
                request.page(), Objects.requireNonNull(request.policy().status()));
    }
}
