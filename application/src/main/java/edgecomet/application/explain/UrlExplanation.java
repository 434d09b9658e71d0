package edgecomet.application.explain;

import java.util.List;

/** What a configuration says about a URL, or about a path on every host (spec 01 §10.1). */
public sealed interface UrlExplanation {

    /**
     * It is neither a URL nor a path.
     *
     * @param message such as {@code parse "…": missing protocol scheme}
     */
    record Unparsable(String message) implements UrlExplanation {}

    /**
     * A URL of a host that is not configured.
     *
     * @param host as given, with its port
     */
    record UnknownHost(String host) implements UrlExplanation {}

    /**
     * A URL of a configured host.
     *
     * @param byPrimaryDomain whether the URL names the host by its first domain
     */
    record OfHost(HostExplanation host, String givenHost, boolean byPrimaryDomain) implements UrlExplanation {}

    /** A path, looked at on every configured host in the order of the configuration. */
    record OnEveryHost(List<HostExplanation> hosts) implements UrlExplanation {
        public OnEveryHost {
            hosts = List.copyOf(hosts);
        }
    }

    /** Returns what was found out, host by host; nothing where no host is concerned. */
    default List<HostExplanation> hosts() {
        return switch (this) {
            case Unparsable ignored -> List.of();
            case UnknownHost ignored -> List.of();
            case OfHost found -> List.of(found.host());
            case OnEveryHost every -> every.hosts();
        };
    }
}
