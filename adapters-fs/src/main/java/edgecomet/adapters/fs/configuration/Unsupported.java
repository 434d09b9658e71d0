package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;

/** What files may ask for and this version does not do: better said at the start than found out later. */
final class Unsupported {

    private Unsupported() {}

    static void check(Section root, Report report) {
        Section tls = root.section("server").section("tls");
        if (tls.isTrue("enabled")) {
            report.error(
                    tls.line("enabled"),
                    "server.tls is not supported by this version yet: end TLS in the proxy in front of it");
        }
        warn(
                root.section("cache_sharding"),
                "cache_sharding",
                "entries stay on the gateway that rendered them",
                report);
        warn(root.section("bothit_recache"), "bothit_recache", "no page is rendered before it expires", report);
        warn(root.section("storage").section("cleanup"), "storage.cleanup", "expired files are not removed", report);
    }

    private static void warn(Section section, String name, String consequence, Report report) {
        if (section.isTrue("enabled")) {
            report.warning(section.line("enabled"), name + " is not supported by this version yet: " + consequence);
        }
    }
}
