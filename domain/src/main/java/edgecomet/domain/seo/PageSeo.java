package edgecomet.domain.seo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search engine reads in a page (spec 05 §10.1).
 *
 * @param title at most 500 code points; empty if there is none
 * @param canonicalUrl resolved against the page's URL; null if there is none
 */
public record PageSeo(
        String title,
        IndexStatus indexStatus,
        String metaDescription,
        @Nullable String canonicalUrl,
        List<String> metaRobots,
        List<String> h1s,
        List<String> structuredDataTypes) {
    public PageSeo {
        metaRobots = List.copyOf(metaRobots);
        h1s = List.copyOf(h1s);
        structuredDataTypes = List.copyOf(structuredDataTypes);
    }

    /** The little that is known of a page that could not be parsed. */
    public static PageSeo unknown(IndexStatus indexStatus) {
        return new PageSeo("", indexStatus, "", null, List.of(), List.of(), List.of());
    }
}
