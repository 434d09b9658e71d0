package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import java.util.List;
import java.util.Map;

/** Turns checked dimensions into values; a declared {@code bypass} is completed from the built-in one (spec 02 §10.1). */
final class DimensionReader {

    private DimensionReader() {}

    static List<Dimension> read(Map<String, Section> dimensions) {
        return dimensions.entrySet().stream()
                .map(entry -> entry.getKey().equals(Dimension.BYPASS_NAME)
                        ? builtIn(entry.getValue())
                        : declared(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns what an {@code unmatched_dimension} says; an empty text is bypass. */
    static UnmatchedDimension unmatched(String text) {
        return switch (text) {
            case "block" -> new UnmatchedDimension.Block();
            case "" -> new UnmatchedDimension.Use(Dimension.BYPASS_NAME);
            default -> new UnmatchedDimension.Use(text);
        };
    }

    private static Dimension declared(String name, Section section) {
        return new Dimension(
                name,
                section.number("id"),
                section.text("action").equals("block") ? DimensionAction.BLOCK : DimensionAction.RENDER,
                section.number("width"),
                section.number("height"),
                section.text("render_ua"),
                SettingsReader.userAgents(section.texts("match_ua")));
    }

    private static Dimension builtIn(Section section) {
        Dimension defaults = Dimension.BYPASS;
        return new Dimension(
                defaults.name(),
                defaults.id(),
                defaults.action(),
                orElse(section.number("width"), defaults.width()),
                orElse(section.number("height"), defaults.height()),
                section.text("render_ua").isEmpty() ? defaults.renderUserAgent() : section.text("render_ua"),
                SettingsReader.userAgents(section.texts("match_ua")));
    }

    private static int orElse(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }
}
