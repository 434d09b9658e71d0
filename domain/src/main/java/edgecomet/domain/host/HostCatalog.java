package edgecomet.domain.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All configured hosts (spec 01 §5).
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class HostCatalog {
    private final List<Host> hosts;
    private final Map<String, Host> byDomain = new HashMap<>();
    private final Map<Integer, Host> byId = new HashMap<>();

    private HostCatalog(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
        for (Host host : hosts) {
            byId.putIfAbsent(host.id(), host);
            host.domains().forEach(domain -> byDomain.putIfAbsent(domain, host));
        }
    }

    /** Creates the catalog; of hosts that share a domain or an id the first one is found. */
    public static HostCatalog of(List<Host> hosts) {
        return new HostCatalog(hosts);
    }

    /** Returns the host that serves a domain, given in lower case and without port. */
    public Optional<Host> byDomain(String domain) {
        return Optional.ofNullable(byDomain.get(domain));
    }

    /** Returns the host of an id. */
    public Optional<Host> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the hosts as configured. */
    public List<Host> all() {
        return hosts;
    }

    @Override
    public String toString() {
        return hosts.toString();
    }
}
