package edgecomet.domain.seo;

/**
 * The same page in another language ({@code link rel=alternate hreflang=…}).
 *
 * @param lang as the page writes it
 * @param url resolved against the page's URL, at most 2000 code points
 */
public record Translation(String lang, String url) {}
