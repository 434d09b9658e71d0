package edgecomet.domain.policy;

/** How entries are spread over gateways (spec 04 §1). */
public record ShardingPolicy(
        boolean enabled,
        int replicationFactor,
        DistributionStrategy strategy,
        boolean pushOnRender,
        boolean replicateOnPull) {

    /** How the gateways that keep an entry are chosen. */
    public enum DistributionStrategy {
        HASH_MODULO,
        RANDOM,
        PRIMARY_ONLY
    }
}
