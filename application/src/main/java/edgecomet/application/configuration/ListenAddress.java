package edgecomet.application.configuration;

/**
 * Where a server listens (spec 01 §3.3).
 *
 * @param host empty for all interfaces
 */
public record ListenAddress(String host, int port) {

    /** Returns the host to bind to: all IPv4 interfaces where none is named. */
    public String bindHost() {
        return host.isEmpty() ? "0.0.0.0" : host;
    }

    /** Returns the address as it is written in a file. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
