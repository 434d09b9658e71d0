package edgecomet.application.configuration;

/**
 * Everything that the one process of a single machine is told ({@code edgecomet.yaml}).
 *
 * @param gateway without Redis: {@link GatewayConfiguration#redis()} is null
 * @param chrome the browsers of the same process
 */
public record StandaloneConfiguration(GatewayConfiguration gateway, ChromeConfiguration chrome) {}
