package edgecomet.adapters.http.client;

/**
 * Where a request goes; connections are kept for each endpoint apart.
 *
 * @param host a name in ASCII, or an IP address without brackets
 * @param tls whether the connection is encrypted
 */
public record Endpoint(String host, int port, boolean tls) {

    /** Checks the port. */
    public Endpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** Returns the value of the {@code Host} header: without the port where it is the scheme's own. */
    public String authority() {
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == (tls ? 443 : 80) ? bracketed : bracketed + ":" + port;
    }
}
