package edgecomet.domain.seo;

/**
 * The images of a page that are fetched by a URL.
 *
 * @param withAlt images with a non-empty alternative text
 * @param internal images on the page's own site, its parent domains and its subdomains
 */
public record ImageCounts(int withAlt, int withoutAlt, int internal, int external) {
    /** A page without images. */
    public static final ImageCounts NONE = new ImageCounts(0, 0, 0, 0);

    /** Returns the number of all images. */
    public int total() {
        return withAlt + withoutAlt;
    }
}
