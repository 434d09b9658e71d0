package edgecomet.domain.policy;

import edgecomet.domain.pattern.Pattern;
import java.time.Duration;
import java.util.List;

/** Which bots' cache hits schedule a re-render, and when (spec 03 §14). */
public record BotHitPolicy(boolean enabled, Duration interval, List<Pattern> userAgents) {
    public BotHitPolicy {
        userAgents = List.copyOf(userAgents);
    }

    /** Returns whether a cache hit of this user agent counts. */
    public boolean counts(String userAgent) {
        return enabled && userAgents.stream().anyMatch(pattern -> pattern.matches(userAgent));
    }
}
