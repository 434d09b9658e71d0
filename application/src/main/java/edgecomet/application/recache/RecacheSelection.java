package edgecomet.application.recache;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.application.serve.RequestedPage;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.net.PrivateAddresses;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.url.InvalidUrl;
import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.TargetUrl;
import java.util.Locale;
import java.util.Optional;

/**
 * Which page is to be renewed: the checks of spec 03 §15, steps 1 to 5, in their order. Pure.
 *
 * <p>The URL is identified as in live requests, tracking parameters included, so that what is kept is what they find.
 */
final class RecacheSelection {

    private RecacheSelection() {}

    /** What the checks end with. */
    sealed interface Selection {

        /** The page can be renewed. */
        record Selected(RequestedPage page) implements Selection {}

        /** It cannot. */
        record Refused(String reason) implements Selection {}
    }

    static Selection select(RecacheCommand command, GatewayConfiguration configuration) {
        Optional<Host> host = configuration.hosts().byId(command.hostId()).filter(Host::enabled);
        if (host.isEmpty()) {
            return new Selection.Refused("host not found: " + command.hostId());
        }
        Optional<Dimension> dimension = host.get().dimensions().byId(command.dimensionId());
        if (dimension.isEmpty()) {
            return new Selection.Refused(
                    "dimension " + command.dimensionId() + " not found for host " + command.hostId());
        }
        return switch (TargetUrl.parse(command.url())) {
            case InvalidUrl(String message) -> new Selection.Refused("failed to parse recache URL: " + message);
            case TargetUrl target -> select(target, command, host.get(), dimension.get());
        };
    }

    private static Selection select(TargetUrl target, RecacheCommand command, Host host, Dimension dimension) {
        if (PrivateAddresses.isPrivateLiteral(target.hostname())) {
            return new Selection.Refused(
                    "SSRF protection: hostname resolves to private/reserved IP address: " + target.hostname());
        }
        String hostname = target.hostname().toLowerCase(Locale.ROOT);
        if (!host.domains().contains(hostname)) {
            return new Selection.Refused(
                    "URL hostname \"" + hostname + "\" does not match any configured domain for host " + host.id());
        }
        return switch (host.identify(command.url())) {
            case Host.Rejected(String message) -> new Selection.Refused("url normalization failed: " + message);
            case Host.Identified(NormalizedUrl url, EffectivePolicy policy) ->
                new Selection.Selected(
                        new RequestedPage(host, dimension, false, url, policy, policy.actionIn(dimension), false));
        };
    }
}
