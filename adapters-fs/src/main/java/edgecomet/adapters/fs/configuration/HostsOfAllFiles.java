package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the hosts of one file after the other and collects them; ids and domains are unique over all (spec 01 §8.2). */
final class HostsOfAllFiles {

    private final Section global;
    private final List<Section> hosts = new ArrayList<>();
    private final Map<Integer, String> filesById = new HashMap<>();
    private final Map<String, String> filesByDomain = new HashMap<>();
    private final Map<String, String> filesByKey = new HashMap<>();

    HostsOfAllFiles(Section global) {
        this.global = global;
    }

    /** Checks and keeps the hosts of a file. */
    void add(List<Section> ofFile, Path file, Report report) {
        if (ofFile.isEmpty()) {
            report.error(1, "no hosts configured");
        }
        HostsOfFile known = new HostsOfFile();
        for (int i = 0; i < ofFile.size(); i++) {
            new HostCheck(ofFile.get(i), i, file, report).check(known, global);
        }
        ofFile.forEach(host -> unique(host, Report.baseName(file), report));
        hosts.addAll(ofFile);
    }

    /** Returns the hosts of all files, in their order. */
    List<Section> all() {
        return List.copyOf(hosts);
    }

    private void unique(Section host, String file, Report report) {
        int id = host.number("id");
        String other = id > 0 ? filesById.putIfAbsent(id, file) : null;
        if (other != null) {
            report.error(
                    host.line("id"),
                    "duplicate host ID " + id + " found in '" + file + "' (already defined in '" + other + "')");
        }
        for (Located<String> domain : host.items("domain")) {
            String before = filesByDomain.putIfAbsent(domain.value(), file);
            if (before != null) {
                report.error(
                        domain.line(),
                        "duplicate domain " + Quoted.of(domain.value()) + " found in '" + file
                                + "' (already defined in '" + before + "')");
            }
        }
        String key = host.text("render_key");
        String sameKey = key.isEmpty() ? null : filesByKey.putIfAbsent(key, file);
        if (sameKey != null && !sameKey.equals(file)) {
            report.warning(
                    host.line("render_key"),
                    "render_key of domain " + HostCheck.primaryDomain(host) + " is also used in '" + sameKey + "'");
        }
    }
}
