package edgecomet.domain.policy;

import java.util.Arrays;
import java.util.Optional;

/** How entries are spread over gateways (spec 04 §1). */
public record ShardingPolicy(
        boolean enabled,
        int replicationFactor,
        DistributionStrategy strategy,
        boolean pushOnRender,
        boolean replicateOnPull) {

    /** How the gateways that keep an entry are chosen. */
    public enum DistributionStrategy {
        HASH_MODULO("hash_modulo"),
        RANDOM("random"),
        PRIMARY_ONLY("primary_only");

        private final String label;

        DistributionStrategy(String label) {
            this.label = label;
        }

        /** Returns the word of the configuration file. */
        public String label() {
            return label;
        }

        /** Returns the strategy with this word. */
        public static Optional<DistributionStrategy> ofLabel(String label) {
            return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
        }
    }
}
