package edgecomet.domain.url;

/** The outcome of {@link TargetUrl#parse}. */
public sealed interface ParsedUrl permits TargetUrl, InvalidUrl {}
