package edgecomet.domain.rules;

import edgecomet.domain.pattern.Pattern;

/**
 * One pattern of a URL rule, after rules with several patterns were taken apart (spec 02 §11.1).
 *
 * @param declaration which of the configured rules it belongs to, counted from 0
 */
public record UrlRule(Pattern pattern, QueryMatch query, int declaration) {}
