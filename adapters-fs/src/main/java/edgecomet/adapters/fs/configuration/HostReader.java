package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Sourced;
import java.util.List;
import java.util.Map;

/**
 * Turns a checked host into a value; what it says nothing about comes from the global level (spec 01 §7).
 *
 * @param globalDimensions for hosts without any, which share the compiled patterns
 * @param globalUnmatched for hosts that do not say
 */
record HostReader(List<Dimension> globalDimensions, String globalUnmatched) {

    /** Returns the host; the headers of the global level are for a host without a {@code client_ip} of its own. */
    HostDefinition read(Section host, List<String> globalClientIpHeaders) {
        Sourced<List<Dimension>> dimensions = dimensions(host.sectionMap("dimensions"));
        return new HostDefinition(
                host.number("id"),
                host.texts("domain"),
                host.text("render_key"),
                host.isTrue("enabled"),
                dimensions,
                unmatched(host.text("unmatched_dimension"), dimensions.value()),
                clientIpHeaders(host.section("client_ip"), globalClientIpHeaders),
                SettingsReader.read(host),
                host.sections("url_rules").stream().map(RuleReader::read).toList());
    }

    private Sourced<List<Dimension>> dimensions(Map<String, Section> own) {
        return own.isEmpty()
                ? Sourced.from(Level.GLOBAL, globalDimensions)
                : Sourced.from(Level.HOST, DimensionReader.read(own));
    }

    /** The global word counts for a host that says nothing, unless it names a dimension that this host lacks. */
    private Sourced<UnmatchedDimension> unmatched(String own, List<Dimension> dimensions) {
        if (!own.isEmpty()) {
            return Sourced.from(Level.HOST, DimensionReader.unmatched(own));
        }
        UnmatchedDimension global = DimensionReader.unmatched(globalUnmatched);
        boolean lacking = global instanceof UnmatchedDimension.Use(String name)
                && !name.equals(Dimension.BYPASS_NAME)
                && dimensions.stream().noneMatch(dimension -> dimension.name().equals(name));
        return globalUnmatched.isEmpty() || lacking
                ? Sourced.from(Level.BUILT_IN, new UnmatchedDimension.Use(Dimension.BYPASS_NAME))
                : Sourced.from(Level.GLOBAL, global);
    }

    private static Sourced<List<String>> clientIpHeaders(Section own, List<String> global) {
        if (own.isPresent()) {
            return Sourced.from(Level.HOST, own.texts("headers"));
        }
        return Sourced.from(global.isEmpty() ? Level.BUILT_IN : Level.GLOBAL, global);
    }
}
