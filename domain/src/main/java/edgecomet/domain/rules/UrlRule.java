package edgecomet.domain.rules;

import edgecomet.domain.pattern.Pattern;

/**
 * One pattern of one entry of {@code url_rules} (spec 02 §11.1).
 *
 * @param declaration position among all patterns of the host, in the order of the file
 */
public record UrlRule(Pattern pattern, QueryMatch query, int declaration) {

    /** Counts the slashes of the pattern, without the mark of a regular expression. */
    int depth() {
        return (int) pattern.text().chars().filter(c -> c == '/').count();
    }
}
