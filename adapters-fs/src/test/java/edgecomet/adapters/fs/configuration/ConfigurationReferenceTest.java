package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference is printed from the table that the reader uses, so that neither can say what the other does not. */
class ConfigurationReferenceTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    private final StringBuilder out = new StringBuilder();

    /**
     * To write the document anew:
     * {@code ./mvnw -pl adapters-fs -am test -Dtest=ConfigurationReferenceTest -Dedgecomet.docs=write
     * -Dsurefire.failIfNoSpecifiedTests=false}.
     */
    @Test
    void the_document_is_the_table() throws IOException {
        out.append("""
                # Configuration reference

                Printed from the reader's own key tables by `ConfigurationReferenceTest`; do not edit.

                Durations are `90s`, `1h30m`, `2d`, `1w`; a bare number other than 0 is an error. Any text may hold \
                `${ENV:NAME}` or `${FILE:path}`. An unknown key is an error. `cache_sharding`, `bothit_recache`, \
                `event_logging` and `storage.cleanup` are read and checked, and have no effect in this version: the \
                program says so when one is enabled. `server.tls` is refused.
                """);
        file("edge-gateway.yaml", FileTables.GATEWAY);
        file("Host files (`hosts.include`)", FileTables.HOSTS_FILE);
        file("render-service.yaml", FileTables.RENDERER);
        out.append("\n## edgecomet.yaml (standalone)\n\nThe keys of `edge-gateway.yaml` without `redis` (`internal` may"
                + " be left out), and:\n\n| Key | Type | Default | Accepted | Effect |\n|---|---|---|---|---|\n");
        rows("", FileTables.STANDALONE.get("renderer"));
        String printed = out.toString();
        if (System.getProperty("edgecomet.docs", "check").equals("write")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertEquals(printed, Files.readString(DOCUMENT), "docs/configuration.md is not what the reader accepts");
    }

    private void file(String title, Keys keys) {
        out.append("\n## ")
                .append(title)
                .append("\n\n| Key | Type | Default | Accepted | Effect |\n|---|---|---|---|---|\n");
        keys.byName().values().forEach(key -> rows("", key));
    }

    private void rows(String prefix, Key key) {
        String name = prefix + key.name();
        switch (key.shape()) {
            case Shape.Nested(Keys nested) -> nested.byName().values().forEach(child -> rows(name + ".", child));
            case Shape.NestedList(Keys nested) -> {
                row(name, "list of sections", key);
                nested.byName().values().forEach(child -> rows(name + "[].", child));
            }
            case Shape.NestedMap(Keys nested) -> {
                row(name, "map of sections", key);
                nested.byName().values().forEach(child -> rows(name + ".NAME.", child));
            }
            case Shape.Single(Shape.ScalarType type) -> row(name, type.label(), key);
            case Shape.Listing(Shape.ScalarType type) -> row(name, "list of " + type.label(), key);
            case Shape.Domains() -> row(name, "text or list", key);
            case Shape.Patterns() -> row(name, "pattern or list", key);
            case Shape.Texts() -> row(name, "map of text", key);
            case Shape.Queries() -> row(name, "map of pattern or list", key);
        }
    }

    private void row(String name, String type, Key key) {
        String accepted = key.choices().isEmpty()
                ? key.range()
                : String.join(
                        ", ", key.choices().stream().filter(c -> !c.isEmpty()).toList());
        String fallback = key.required() ? "**required**" : key.fallback();
        out.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(fallback)
                .append(" | ")
                .append(accepted)
                .append(" | ")
                .append(key.effect())
                .append(" |\n");
    }
}
