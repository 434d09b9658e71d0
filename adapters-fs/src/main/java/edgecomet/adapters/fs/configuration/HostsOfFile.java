package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The ids, keys and domains of one host file so far, and what they say about the next host (spec 01 §8.2). */
final class HostsOfFile {

    private final Map<Integer, String> domainsById = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> domains = new HashSet<>();

    /** Checks the domains of a host and remembers them. */
    void domains(Section host, String owner, Report report) {
        List<Located<String>> names = host.items("domain");
        if (names.isEmpty()) {
            report.error(host.line("domain"), owner + ": domain is required (at least one domain must be specified)");
        }
        Set<String> own = new HashSet<>();
        for (int k = 0; k < names.size(); k++) {
            Located<String> name = names.get(k);
            String context = owner + ": domain[" + k + "]";
            if (name.value().isBlank()) {
                report.error(name.line(), context + ": cannot be empty or whitespace-only");
                continue;
            }
            complaints(name.value(), !own.add(name.value()), !domains.add(name.value()))
                    .forEach(complaint ->
                            report.error(name.line(), context + " " + Quoted.of(name.value()) + ": " + complaint));
        }
    }

    /** Checks that no other host of the file has the key or the id, and remembers both. */
    void keyAndId(Section host, Report report) {
        String primary = HostCheck.primaryDomain(host);
        String key = host.text("render_key");
        if (!key.isEmpty() && !keys.add(key)) {
            report.error(host.line("render_key"), "duplicate render_key for domain: " + primary);
        }
        int id = host.number("id");
        String other = id > 0 ? domainsById.putIfAbsent(id, primary) : null;
        if (other != null) {
            report.error(
                    host.line("id"),
                    "duplicate host id " + id + ": used by both '" + other + "' and '" + primary
                            + "' (cache key collision)");
        }
    }

    private static List<String> complaints(String domain, boolean sameHost, boolean sameFile) {
        List<String> complaints = new ArrayList<>();
        addIf(complaints, domain.contains("://"), "must not contain protocol (remove http:// or https://)");
        addIf(complaints, domain.contains("/"), "must not contain path (domain only, no slashes)");
        addIf(complaints, domain.contains(":"), "must not contain port (domain only)");
        addIf(complaints, domain.contains("*"), "wildcards not allowed in domain names");
        addIf(complaints, !domain.equals(domain.toLowerCase(Locale.ROOT)), "must be lowercase (RFC 1123)");
        addIf(complaints, sameHost, "duplicate domain within same host");
        addIf(complaints, sameFile, "duplicate domain (already used by another host)");
        return complaints;
    }

    private static void addIf(List<String> complaints, boolean condition, String complaint) {
        if (condition) {
            complaints.add(complaint);
        }
    }
}
