package edgecomet.application.configuration;

import java.nio.file.Path;

/**
 * The additional HTTPS listener ({@code server.tls.*}).
 *
 * @param certificate the certificate chain in PEM
 * @param key the private key in PEM
 * @param oldest the oldest version that is spoken; all newer ones are, too
 */
public record TlsConfiguration(ListenAddress listen, Path certificate, Path key, TlsVersion oldest) {}
