package edgecomet.domain.seo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search engine reads in a page (spec 05 §10.1). The reserved {@code page_minhash} has no counterpart here,
 * because nobody produces it.
 *
 * @param title at most 500 code points; empty if there is none
 * @param metaDescription at most 1000 code points; empty if there is none
 * @param canonicalUrl resolved against the page's URL, at most 2000 code points; null if there is none
 * @param metaRobots directives of the robots tag that counts, lower case, in their order
 * @param wordCount words of the main text, without navigation, headers, footers, asides and forms
 * @param hreflang the translations that the page names, in its order
 * @param hreflangSelf language of the first translation that is the page itself; null if none is
 * @param structuredDataTypes JSON-LD types, each once, in byte order
 */
public record PageSeo(
        String title,
        IndexStatus indexStatus,
        String metaDescription,
        @Nullable String canonicalUrl,
        List<String> metaRobots,
        Headings headings,
        LinkCounts links,
        ImageCounts images,
        int wordCount,
        List<Translation> hreflang,
        @Nullable String hreflangSelf,
        List<String> structuredDataTypes) {
    public PageSeo {
        metaRobots = List.copyOf(metaRobots);
        hreflang = List.copyOf(hreflang);
        structuredDataTypes = List.copyOf(structuredDataTypes);
    }

    /** The little that is known of a page that could not be read. */
    public static PageSeo unknown(IndexStatus indexStatus) {
        return new PageSeo(
                "",
                indexStatus,
                "",
                null,
                List.of(),
                Headings.NONE,
                LinkCounts.NONE,
                ImageCounts.NONE,
                0,
                List.of(),
                null,
                List.of());
    }
}
