package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.network.BlockedRequests;
import edgecomet.domain.pattern.InvalidPatternException;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.render.RenderRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.devtools.v153.network.model.ResourceType;

/**
 * What a page may not load (spec 05 §9): the built-in list, the patterns of the request and its resource types.
 *
 * <p>There are two ways to block. A list given to the browser ({@code Network.setBlockedURLs}) costs nothing, but knows
 * substrings with stars between them only, so it takes the patterns that begin and end with a star. Pausing a request
 * ({@code Fetch}) costs a round trip but can ask {@link #reason}; it is used for the other patterns, then on every
 * request, and for resource types, then on those types only. Requests to the page's own site are paused anyway, for
 * their headers, so there the exact rules hold for all patterns. What the list does not do is ignore case: in the path
 * and query of a foreign URL a built-in or starred pattern must be met in the spelling given (lower case for the
 * built-in ones).
 */
final class Blocklist {
    private static final List<String> BUILT_IN = Stream.of(
                    "2mdn.net",
                    "adobestats.com",
                    "adsappier.com",
                    "affirm.com",
                    "ampproject.org",
                    "braintree-api.com",
                    "braintreegateway.com",
                    "chatra.io",
                    "convertexperiments.com",
                    "doubleclick.net",
                    "estorecontent.com",
                    "google-analytics.com",
                    "googleadservices.com",
                    "googleapis.com",
                    "googlesyndication.com",
                    "googletagservices.com",
                    "googletagmanager.com",
                    "googlevideo.com",
                    "gstatic.com",
                    "facebook.com",
                    "lexx.me",
                    "paypal.com",
                    "paypalobjects.com",
                    "pointandplace.com",
                    "typekit.net",
                    "twitter.com",
                    "hotjar.com",
                    "clarity.ms",
                    "analytics.google.com",
                    "youtube.com",
                    "listrakbi.com",
                    "static.cloudflareinsights.com")
            .map(text -> "*" + text + "*")
            .toList();

    private static final List<Pattern> BUILT_IN_PATTERNS =
            BUILT_IN.stream().map(Pattern::parse).toList();

    private final List<Pattern> patterns;
    private final Set<ResourceType> types;

    private Blocklist(List<Pattern> patterns, Set<ResourceType> types) {
        this.patterns = List.copyOf(patterns);
        this.types = Set.copyOf(types);
    }

    /** Returns the list for a request; patterns that do not parse and types that do not exist are left out. */
    static Blocklist of(RenderRequest request) {
        List<Pattern> patterns = new ArrayList<>(BUILT_IN_PATTERNS);
        request.blockedPatterns().stream()
                .map(String::strip)
                .flatMap(text -> parse(text).stream())
                .forEach(patterns::add);
        Set<ResourceType> types = new HashSet<>();
        request.blockedResourceTypes().stream()
                .map(String::strip)
                .flatMap(Blocklist::typeNamed)
                .forEach(types::add);
        return new Blocklist(patterns, types);
    }

    private static Optional<Pattern> parse(String text) {
        try {
            return Optional.of(Pattern.parse(text));
        } catch (InvalidPatternException e) {
            return Optional.empty();
        }
    }

    private static Stream<ResourceType> typeNamed(String name) {
        return Arrays.stream(ResourceType.values())
                .filter(type -> type.toString().equals(name));
    }

    /** Returns the wildcards to hand to the browser. */
    List<String> browserList() {
        return patterns.stream()
                .filter(Blocklist::isUnanchored)
                .map(pattern -> pattern.text().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Returns whether some pattern can be decided here only, so that every request must be paused. */
    boolean needsEveryRequest() {
        return !patterns.stream().allMatch(Blocklist::isUnanchored);
    }

    /** Returns the types of which every request must be paused. */
    Set<ResourceType> types() {
        return types;
    }

    /** Returns why a request must not be sent; empty if it may. */
    Optional<String> reason(String url, String resourceType) {
        if (patterns.stream().anyMatch(pattern -> pattern.matches(url))) {
            return Optional.of(BlockedRequests.BY_PATTERN);
        }
        return types.stream().anyMatch(type -> type.toString().equals(resourceType))
                ? Optional.of("Blocked resource type: " + resourceType)
                : Optional.empty();
    }

    private static boolean isUnanchored(Pattern pattern) {
        return pattern.kind() == Pattern.Kind.WILDCARD
                && pattern.text().startsWith("*")
                && pattern.text().endsWith("*");
    }
}
