package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.table.Absence;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code docs/configuration.md}: every key of every file, from the tables that the readers use. */
final class ReferencePage {

    /** Top-level keys of the global level that a host or a rule may have too. */
    private static final Set<String> INHERITABLE = Set.of(
            "render",
            "bypass",
            "dimensions",
            "unmatched_dimension",
            "tracking_params",
            "bothit_recache",
            "cache_sharding",
            "headers",
            "client_ip");

    /** Stands in the reference as long as it is true, which architecture-tests sees to. */
    private static final String NOBODY_READS_IT = "**No command of this version reads this file.**";

    private static final String INTRODUCTION = """
            # Configuration reference

            <!-- Generated from the key tables of adapters-fs by GeneratedFilesTest; its Javadoc says how. -->

            Commented samples of every file are in `conf/`, and a JSON Schema of every file in `conf/schema/` for editors.
            `edge-gateway -c FILE -t [URL]` reads everything, names every problem with its file and line, and says what
            the configuration means for a URL.

            - **Strictness.** Unknown and duplicate keys are errors. A key without a value counts as absent.
            - **Durations** are numbers with units: `500ms`, `45s`, `1h30m`, or days and weeks alone: `30d`, `2w`. A bare
              number other than `0` is an error.
            - **Addresses** are `host:port`, `:port` or `port`; without a host all interfaces are meant.
            - **Patterns** are exact texts, texts with `*` for any run of characters, `~regexp`, or `~*regexp` ignoring
              case. Regular expressions are of the RE2 dialect. Lists of user agents may name bot aliases such as
              `$SearchBots`.
            - **Secrets.** In any text, `${ENV:NAME}` stands for an environment variable and `${FILE:path}` for the text
              of a file of up to 1 MB (relative to the configuration file), without its last line end. Any other `${`
              stays as it is. Messages show the reference and never what it stands for.
            - **Environment.** `TEST_MODE=local` allows `storage.cleanup` an `interval` and a `safety_margin` from 1 s.
            - **Anchors**, aliases and `<<` work. Only the first document of a file is read.
            - **Not yet.** `cache_sharding`, and in `edgecomet.yaml` `bothit_recache` and `daemon`, are read and checked, and
              move or renew no page in this version: the program says so when one is enabled. No command reads `cache-daemon.yaml`.

            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private ReferencePage() {}

    static String text() {
        ReferencePage reference = new ReferencePage();
        reference.file(
                "edge-gateway.yaml", "The gateway: global level and infrastructure.", own(flat(FileTables.GATEWAY)));
        reference.file("hosts.d/*.yaml", "Host files: a list of sites under `hosts`.", own(flat(FileTables.HOST)));
        reference.file("url_rules", "One element of a host's `url_rules`.", own(flat(FileTables.RULE)));
        reference.behaviour();
        reference.file("render-service.yaml", "A render service.", flat(FileTables.RENDERER));
        reference.file(
                "cache-daemon.yaml",
                "A cache daemon. " + NOBODY_READS_IT + " Its block about the log is called `logging`.",
                flat(FileTables.DAEMON));
        Map<String, Key> standalone = flat(FileTables.STANDALONE);
        standalone.keySet().removeIf(path -> !path.startsWith("renderer.") && !path.startsWith("daemon."));
        reference.file(
                "edgecomet.yaml",
                "Everything in one process: the keys of edge-gateway.yaml without `redis` (`internal` may be left out),"
                        + " and these. What is required below `daemon` is so only where there is a `daemon` section."
                        + " An API needs `internal`, whose `auth_key` its clients present.",
                standalone);
        return reference.page.toString();
    }

    private void file(String name, String about, Map<String, Key> keys) {
        page.append("## ").append(name).append("\n\n").append(about).append("\n\n");
        page.append("| Key | Type | Default | Values | Effect | Example |\n|---|---|---|---|---|---|\n");
        keys.forEach((path, key) -> row(path, key, ""));
        page.append('\n');
    }

    private void behaviour() {
        page.append("## Behaviour, inherited from level to level\n\n")
                .append(
                        "G is the global level (`edge-gateway.yaml`), H a host, R a URL rule. The nearest level that sets")
                .append(" a key decides; lists replace inherited ones unless the key says otherwise.\n\n")
                .append(
                        "| Key | Levels | Type | Default | Values | Effect | Example |\n|---|---|---|---|---|---|---|\n");
        Map<String, Key> rule = flat(FileTables.RULE);
        Map<String, Key> host = flat(FileTables.HOST);
        Map<String, Key> global = flat(FileTables.GATEWAY);
        Map<String, Key> all = new LinkedHashMap<>();
        global.forEach(all::putIfAbsent);
        host.forEach(all::putIfAbsent);
        rule.forEach(all::putIfAbsent);
        all.forEach((path, key) -> {
            if (isInheritable(path)) {
                String levels = (global.containsKey(path) ? "G " : "")
                        + (host.containsKey(path) ? "H " : "")
                        + (rule.containsKey(path) ? "R" : "");
                row(path, key, " " + levels.strip() + " |");
            }
        });
        page.append('\n');
    }

    private void row(String path, Key key, String levels) {
        page.append("| `%s` |%s %s | %s | %s | %s | %s |%n"
                .formatted(
                        path,
                        levels,
                        type(key),
                        absence(key.absence()),
                        values(key),
                        escaped(key.effect()),
                        code(key.example())));
    }

    private static Map<String, Key> own(Map<String, Key> keys) {
        keys.keySet().removeIf(ReferencePage::isInheritable);
        return keys;
    }

    static boolean isInheritable(String path) {
        return INHERITABLE.contains(path.split("\\.", 2)[0]);
    }

    /** Returns the keys that hold values, by their path. */
    static Map<String, Key> flat(Keys keys) {
        Map<String, Key> flat = new LinkedHashMap<>();
        collect(keys, "", flat);
        return flat;
    }

    private static void collect(Keys keys, String prefix, Map<String, Key> flat) {
        for (Key key : keys.byName().values()) {
            String path = prefix + key.name();
            switch (key.shape()) {
                case Shape.Nested(Keys nested) -> collect(nested, path + ".", flat);
                case Shape.NestedMap(Keys nested) -> collect(nested, path + ".NAME.", flat);
                default -> flat.put(path, key);
            }
        }
    }

    private static String type(Key key) {
        return switch (key.shape()) {
            case Shape.Single(ScalarType type) -> type.label();
            case Shape.Listing(ScalarType type) -> "list of " + type.label() + "s";
            case Shape.Domains() -> "domain or list";
            case Shape.Patterns() -> "pattern or list";
            case Shape.Texts() -> "map of texts";
            case Shape.Queries() -> "map of patterns";
            case Shape.NestedList ignored -> "list of sections";
            case Shape.Nested ignored -> "section";
            case Shape.NestedMap ignored -> "map of sections";
        };
    }

    private static String values(Key key) {
        return key.choices().isEmpty()
                ? escaped(key.range())
                : String.join(
                        ", ",
                        key.choices().stream()
                                .filter(word -> !word.isEmpty())
                                .map(word -> "`" + word + "`")
                                .toList());
    }

    private static String absence(Absence absence) {
        return switch (absence) {
            case Absence.Nothing() -> "";
            case Absence.Refusal() -> "**required**";
            case Absence.Value(String yaml) -> code(yaml);
            case Absence.Words(String text) -> escaped(text);
        };
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + escaped(text) + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
