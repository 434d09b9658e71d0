package edgecomet.application.configuration;

/**
 * Where metrics are served ({@code metrics.*}).
 *
 * @param namespace prefix of every name; empty for none
 */
public record MetricsConfiguration(ListenAddress listen, String path, String namespace) {}
