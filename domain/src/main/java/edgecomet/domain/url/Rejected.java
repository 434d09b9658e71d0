package edgecomet.domain.url;

/**
 * The input names no page (spec 03 §2.1).
 *
 * @param message the error text, such as {@code invalid URL: missing host}
 */
public record Rejected(String message) implements Normalization {}
