package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.Deadline;
import edgecomet.application.serve.PageAnswer.Refusal;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.EffectivePolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What happens to a request before anything is asked of the cache, in this order (spec 02 §4): target URL,
 * authentication, dimension, rule and policy. Pure computation on the tables of the configuration.
 */
final class RequestPipeline {

    private final InstantSource clock;
    private final Logger log;

    /** Creates the pipeline, which writes to this log whom it refuses and why. */
    RequestPipeline(InstantSource clock, Logger log) {
        this.clock = clock;
        this.log = log;
    }

    /** What the pipeline ends with. */
    sealed interface Resolution {

        /** The request goes on. */
        record Accepted(PageRequest request) implements Resolution {}

        /** The request ends here. */
        record Refused(Refusal refusal) implements Resolution {}
    }

    /** The dimension that a user agent selects. */
    private record Selected(Dimension dimension, boolean unmatched) {}

    Resolution resolve(ServePageCommand command, GatewayConfiguration configuration) {
        Instant receivedAt = clock.instant();
        Deadline deadline = Deadline.after(configuration.requestBudget());
        return switch (RequestTarget.check(
                command.targetUrl(), configuration.origins().ssrfProtection())) {
            case RequestTarget.Invalid(String message) -> refuse(new Refusal.InvalidUrl(message));
            case RequestTarget.Valid(String url, String hostname) -> {
                Optional<Host> host = authenticate(command, configuration, hostname);
                if (host.isPresent()) {
                    yield identify(command, url, host.get(), new Arrival(receivedAt, deadline));
                }
                yield refuse(new Refusal.Unauthorized(
                        command.renderKey().isEmpty()
                                ? "X-Render-Key header is required"
                                : "invalid render key or domain mismatch"));
            }
        };
    }

    private Optional<Host> authenticate(ServePageCommand command, GatewayConfiguration configuration, String hostname) {
        Optional<Host> host = configuration
                .hosts()
                .byDomain(hostname.toLowerCase(Locale.ROOT))
                .filter(h -> h.accepts(command.renderKey()) && h.enabled());
        if (host.isEmpty()) {
            log.atWarn().addKeyValue("domain", hostname).log("Authentication failed");
        }
        return host;
    }

    private Resolution identify(ServePageCommand command, String url, Host host, Arrival arrival) {
        Optional<Dimension> detected = host.dimensions().detect(command.userAgent());
        if (detected.isEmpty() && host.unmatched() instanceof UnmatchedDimension.Block) {
            log.atWarn()
                    .addKeyValue("user_agent", command.userAgent())
                    .log("Blocking request - User-Agent not supported");
            return refuse(new Refusal.UserAgentBlocked(host));
        }
        String name = detected.map(Dimension::name).orElseGet(() -> nameOf(host.unmatched()));
        Optional<Dimension> dimension = host.dimensions().byName(name);
        if (dimension.isEmpty()) {
            return refuse(new Refusal.NoSuchDimension(host, name));
        }
        if (dimension.get().action() == DimensionAction.BLOCK) {
            log.atWarn().addKeyValue("dimension", name).log("Blocking request - dimension action is block");
            return refuse(new Refusal.DimensionBlocked(host, dimension.get()));
        }
        Selected selected = new Selected(dimension.get(), detected.isEmpty());
        return switch (host.identify(url)) {
            case Host.Rejected(String message) ->
                refuse(new Refusal.NotNormalizable(host, selected.dimension(), message));
            case Host.Identified identified -> accept(command, host, selected, identified, arrival);
        };
    }

    private record Arrival(Instant receivedAt, Deadline deadline) {}

    private static Resolution accept(
            ServePageCommand command, Host host, Selected selected, Host.Identified identified, Arrival arrival) {
        EffectivePolicy policy = identified.policy();
        Optional<Dimension> dimension = host.dimensionFor(policy, selected.dimension());
        if (dimension.isEmpty()) {
            return refuse(new Refusal.NoSuchDimension(
                    host, String.valueOf(policy.render().dimension())));
        }
        RequestedPage page = new RequestedPage(
                host,
                dimension.get(),
                selected.unmatched(),
                identified.url(),
                policy,
                policy.actionIn(dimension.get()),
                policy.botHits().counts(command.userAgent()));
        return new Resolution.Accepted(new PageRequest(
                command.requestId(),
                command.userAgent(),
                page,
                command.headers().only(policy.safeHeaders().request()),
                arrival.receivedAt(),
                arrival.deadline(),
                command.client()));
    }

    private static String nameOf(UnmatchedDimension unmatched) {
        return switch (unmatched) {
            case UnmatchedDimension.Use(String name) -> name;
            case UnmatchedDimension.Block() -> throw new IllegalStateException("a blocked request has no dimension");
        };
    }

    private static Resolution refuse(Refusal refusal) {
        return new Resolution.Refused(refusal);
    }
}
