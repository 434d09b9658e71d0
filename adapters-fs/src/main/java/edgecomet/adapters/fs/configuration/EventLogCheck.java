package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.event.EventTemplate.Parsing;
import org.jspecify.annotations.Nullable;

/** Checks and reads {@code event_logging.file} (spec 01 §8.1, §14). */
final class EventLogCheck {

    private EventLogCheck() {}

    static void check(Section file, ServerCheck server, Report report) {
        if (!file.isTrue("enabled")) {
            return;
        }
        if (file.text("path").isEmpty()) {
            report.error(file.line("path"), "event_logging.file.path is required when event logging is enabled");
        }
        server.rotation(file.section("rotation"), "event_logging.file.rotation");
        if (template(file) instanceof Parsing.Invalid(String reason)) {
            report.error(file.line("template"), "invalid template for event log " + file.text("path") + ": " + reason);
        }
    }

    /** Returns what the checked block says; null where there is no event log. */
    static @Nullable EventLogConfiguration read(Section file) {
        if (!file.isTrue("enabled")) {
            return null;
        }
        Rotation rotation = OutputReader.rotation(file.section("rotation"));
        return new EventLogConfiguration(
                file.text("path"),
                switch (template(file)) {
                    case Parsing.Parsed(EventTemplate template) -> template;
                    case Parsing.Invalid(String reason) -> throw new IllegalStateException("unchecked: " + reason);
                },
                new Rotation(
                        rotation.maxSizeMegabytes(),
                        orElse(rotation.maxAgeDays(), 30),
                        orElse(rotation.maxBackups(), 10),
                        rotation.compress()));
    }

    private static Parsing template(Section file) {
        String text = file.text("template");
        return text.isEmpty() ? new Parsing.Parsed(EventTemplate.DEFAULT) : EventTemplate.parse(text);
    }

    private static int orElse(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }
}
