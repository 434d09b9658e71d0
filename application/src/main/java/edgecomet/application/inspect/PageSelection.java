package edgecomet.application.inspect;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageCommand;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.net.PrivateAddresses;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.url.InvalidUrl;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.TargetUrl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator wants to look at: the checks of spec 04 §10.1, steps 2 to 11, in their order. Pure.
 *
 * <p>Unlike the original, all three levels of settings apply: an inspection shows what a render of the page would be.
 */
final class PageSelection {

    private final GatewayConfiguration configuration;
    private final InspectPageCommand command;

    private PageSelection(GatewayConfiguration configuration, InspectPageCommand command) {
        this.configuration = configuration;
        this.command = command;
    }

    /** What the checks end with. */
    sealed interface Selection {

        /**
         * The page can be rendered.
         *
         * @param timeout zero for the policy's own
         */
        record Selected(NormalizedUrl url, Dimension dimension, EffectivePolicy policy, Duration timeout)
                implements Selection {}

        /** It cannot. */
        record Refused(InspectPageOutcome outcome) implements Selection {}
    }

    static Selection select(InspectPageCommand command, GatewayConfiguration configuration) {
        return new PageSelection(configuration, command).checkUrl();
    }

    private Selection checkUrl() {
        if (command.url().isEmpty()) {
            return refused(new InspectPageOutcome.MissingUrl());
        }
        return switch (TargetUrl.parse(command.url())) {
            case InvalidUrl(String message) -> refused(new InspectPageOutcome.InvalidUrl(message));
            case TargetUrl target -> checkTarget(target);
        };
    }

    private Selection checkTarget(TargetUrl target) {
        if (target.scheme().isEmpty() || target.host().isEmpty()) {
            return refused(new InspectPageOutcome.InvalidUrl("URL must have scheme and host"));
        }
        if (PrivateAddresses.isPrivateLiteral(target.hostname())) {
            return refused(new InspectPageOutcome.PrivateAddress(target.hostname()));
        }
        return switch (TimeoutText.parse(command.timeout())) {
            case TimeoutText.Invalid(String reason) -> refused(new InspectPageOutcome.InvalidTimeout(reason));
            case TimeoutText.Valid(Duration timeout) ->
                findHost(target.hostname().toLowerCase(Locale.ROOT), timeout);
        };
    }

    private Selection findHost(String hostname, Duration timeout) {
        Optional<Host> host = configuration.hosts().byDomain(hostname).filter(Host::enabled);
        if (host.isPresent()) {
            return findDimension(host.get(), timeout);
        }
        List<String> available = configuration.hosts().all().stream()
                .filter(Host::enabled)
                .map(Host::primaryDomain)
                .sorted()
                .toList();
        return refused(new InspectPageOutcome.UnknownHost(hostname, available));
    }

    private Selection findDimension(Host host, Duration timeout) {
        boolean byDefault = command.dimension().isEmpty();
        String name = byDefault
                ? host.configuredUnmatched().map(UnmatchedDimension::label).orElse("")
                : command.dimension();
        Optional<Dimension> dimension = host.dimensions().byName(name);
        if (dimension.isPresent()) {
            return identify(host, dimension.get(), byDefault, timeout);
        }
        List<String> available =
                host.dimensions().all().stream().map(Dimension::name).sorted().toList();
        return refused(new InspectPageOutcome.UnknownDimension(name, byDefault, host.primaryDomain(), available));
    }

    private Selection identify(Host host, Dimension dimension, boolean byDefault, Duration timeout) {
        return switch (host.identify(command.url())) {
            case Host.Rejected(String message) -> refused(new InspectPageOutcome.InvalidUrl(message));
            case Host.Identified(NormalizedUrl url, EffectivePolicy policy) -> {
                Dimension used =
                        byDefault ? host.dimensionFor(policy, dimension).orElse(dimension) : dimension;
                yield switch (policy.action()) {
                    case RENDER -> new Selection.Selected(url, used, policy, timeout);
                    case BYPASS -> refused(new InspectPageOutcome.BypassedByRule());
                    case BLOCK, STATUS, STATUS_403, STATUS_404, STATUS_410 ->
                        refused(new InspectPageOutcome.AnsweredByRule(
                                policy.action(),
                                Objects.requireNonNull(policy.status()).code()));
                };
            }
        };
    }

    private static Selection refused(InspectPageOutcome outcome) {
        return new Selection.Refused(outcome);
    }
}
