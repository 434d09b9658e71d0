package edgecomet.domain.host;

import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import java.util.List;

/**
 * One host as configured: dimensions already inherited, rules not yet expanded, settings not yet merged (spec 01 §5).
 *
 * @param domains lower case, without port; the first is the primary one
 * @param renderKey a secret
 * @param dimensions the declared or inherited ones; the built-in bypass dimension is added where it is missing
 * @param clientIpHeaders request headers that may carry the client's address, in order; empty for the socket's peer
 */
public record HostDefinition(
        int id,
        List<String> domains,
        String renderKey,
        boolean enabled,
        Sourced<List<Dimension>> dimensions,
        Sourced<UnmatchedDimension> unmatched,
        Sourced<List<String>> clientIpHeaders,
        Settings settings,
        List<RuleDefinition> rules) {
    public HostDefinition {
        domains = List.copyOf(domains);
        rules = List.copyOf(rules);
    }

    /** Describes the host without its key. */
    @Override
    public String toString() {
        return "HostDefinition[id=" + id + ", domains=" + domains + "]";
    }
}
