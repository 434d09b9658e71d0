package edgecomet.domain.url;

/** The outcome of {@link UrlNormalizer#normalize(String, TrackingParams)}. */
public sealed interface Normalization permits NormalizedUrl, Rejected {}
