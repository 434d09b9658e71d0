package edgecomet.domain.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All configured hosts. Immutable and safe for concurrent use. */
public final class HostCatalog {

    private final List<Host> hosts;
    private final Map<String, Host> byDomain = new HashMap<>();
    private final Map<Integer, Host> byId = new HashMap<>();

    private HostCatalog(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
        hosts.forEach(host -> {
            byId.putIfAbsent(host.id(), host);
            host.domains().forEach(domain -> byDomain.putIfAbsent(domain, host));
        });
    }

    /** Returns the catalogue; of two hosts with one id or domain the first is found. */
    public static HostCatalog of(List<Host> hosts) {
        return new HostCatalog(hosts);
    }

    /** Returns the host of a lower-case domain without port. */
    public Optional<Host> byDomain(String domain) {
        return Optional.ofNullable(byDomain.get(domain));
    }

    /** Returns the host of an id. */
    public Optional<Host> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the hosts in the order of their files. */
    public List<Host> all() {
        return hosts;
    }
}
