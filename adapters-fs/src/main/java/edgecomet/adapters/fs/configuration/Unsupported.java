package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;

/** What files may ask for and this version does not do: better said at the start than found out later. */
final class Unsupported {

    private Unsupported() {}

    static void check(Section root, Report report) {
        warn(
                root.section("cache_sharding"),
                "cache_sharding",
                "entries stay on the gateway that rendered them",
                report);
        if (root.allows("daemon")) {
            checkStandalone(root, report);
        }
    }

    private static void checkStandalone(Section root, Report report) {
        warn(root.section("bothit_recache"), "bothit_recache", "no page is rendered before it expires", report);
        if (root.section("daemon").isPresent()) {
            report.warning(
                    root.section("daemon").line(),
                    "daemon is not supported by this version yet: no page is rendered again on its own, and no API is"
                            + " served");
        }
    }

    private static void warn(Section section, String name, String consequence, Report report) {
        if (section.isTrue("enabled")) {
            report.warning(section.line("enabled"), name + " is not supported by this version yet: " + consequence);
        }
    }
}
