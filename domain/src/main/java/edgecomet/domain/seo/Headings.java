package edgecomet.domain.seo;

import java.util.List;

/** The first five headings of each level: text with collapsed whitespace, at most 500 code points each. */
public record Headings(List<String> h1s, List<String> h2s, List<String> h3s) {
    /** A page without headings. */
    public static final Headings NONE = new Headings(List.of(), List.of(), List.of());

    public Headings {
        h1s = List.copyOf(h1s);
        h2s = List.copyOf(h2s);
        h3s = List.copyOf(h3s);
    }
}
