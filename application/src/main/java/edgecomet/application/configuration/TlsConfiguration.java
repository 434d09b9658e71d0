package edgecomet.application.configuration;

import java.nio.file.Path;

/** The additional HTTPS listener ({@code server.tls.*}). */
public record TlsConfiguration(ListenAddress listen, Path certificate, Path key) {}
