package edgecomet.application.html;

import edgecomet.domain.seo.PageSeo;

/**
 * An HTML page, parsed once (spec 05 §10). Never fails, whatever the text: HTML has no syntax errors. Elements nested
 * deeper than browsers nest them are read as siblings, so that no page exhausts the stack. For one thread at a time.
 */
public final class HtmlPage {
    private final ParsedHtml html;

    private HtmlPage(ParsedHtml html) {
        this.html = html;
    }

    /** Returns the page with this text. */
    public static HtmlPage parse(String html) {
        return new HtmlPage(ParsedHtml.parse(html));
    }

    /**
     * Returns what a search engine reads in the page (spec 05 §10.1, §10.2).
     *
     * @param statusCode with which the page was answered
     * @param pageUrl the page's final URL, against which its references are resolved
     */
    public PageSeo seo(int statusCode, String pageUrl) {
        return PageReader.read(html, statusCode, pageUrl);
    }

    /**
     * Returns the page without what runs or loads scripts (spec 05 §10.3): the very same string if there is nothing to
     * remove. What stays is byte for byte as it was wherever this is possible. Never empty unless the page is.
     */
    public String withoutScripts() {
        return ScriptCleaner.clean(html);
    }
}
