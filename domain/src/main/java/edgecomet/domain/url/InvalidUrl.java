package edgecomet.domain.url;

/**
 * Not a URL (spec 03 §2.2).
 *
 * @param message {@code parse "<quoted input>": <reason>}
 */
public record InvalidUrl(String message) implements ParsedUrl {}
