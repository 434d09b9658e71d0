package edgecomet.adapters.fs.configuration;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One row of the validation catalogue: the smallest valid files with one change, and the problem that it must give.
 * The comment {@code #!} in the changed text marks the line that the problem must name.
 */
record Case(String name, String main, String hosts, Severity severity, String text) {

    private static final String MARK = "#!";

    /** Changes a piece of the main file. */
    static Edit main(String piece, String change) {
        return new Edit(replaced(ConfigurationFiles.GATEWAY, piece, change), ConfigurationFiles.HOSTS, change);
    }

    /** Appends top-level keys to the main file. */
    static Edit mainPlus(String keys) {
        return new Edit(ConfigurationFiles.GATEWAY + keys + "\n", ConfigurationFiles.HOSTS, keys);
    }

    /** Changes a piece of the host file. */
    static Edit host(String piece, String change) {
        return new Edit(ConfigurationFiles.GATEWAY, replaced(ConfigurationFiles.HOSTS, piece, change), change);
    }

    /** Appends keys to the host. */
    static Edit hostPlus(String keys) {
        return new Edit(
                ConfigurationFiles.GATEWAY,
                ConfigurationFiles.HOSTS + keys.indent(4).stripTrailing() + "\n",
                keys);
    }

    /** Gives the host one URL rule in flow style. */
    static Edit rule(String rule) {
        return hostPlus("url_rules:\n  - {" + rule + "} #!");
    }

    private static String replaced(String text, String piece, String change) {
        if (!text.contains(piece)) {
            throw new IllegalArgumentException("no " + piece);
        }
        return text.replace(piece, change);
    }

    /** Two changed files. */
    record Edit(String main, String hosts, String name) {

        Case error(String text) {
            return new Case(name, main, hosts, Severity.ERROR, text);
        }

        Case warning(String text) {
            return new Case(name, main, hosts, Severity.WARNING, text);
        }

        Edit andMainPlus(String keys) {
            return new Edit(main + keys + "\n", hosts, name + " & " + keys);
        }
    }

    /** The problem that must be among those of the load. */
    Problem expected() {
        boolean inMain = main.contains(MARK);
        String marked = inMain ? main : hosts;
        int line = 1
                + (int) marked.chars()
                        .limit(marked.indexOf(MARK))
                        .filter(c -> c == '\n')
                        .count();
        return new Problem(severity, inMain ? "edge-gateway.yaml" : "01-site.yaml", line, text);
    }

    /** Loads the files from a directory of their own. */
    List<Problem> problems(Path directory) {
        return problems(directory, Map.of());
    }

    List<Problem> problems(Path directory, Map<String, String> environment) {
        Path file = new ConfigurationFiles(directory).gateway(main, hosts);
        return switch (YamlConfigurationSource.gateway(file, environment)) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration ignored, List<Problem> warnings) -> warnings;
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) -> problems;
        };
    }

    @Override
    public String toString() {
        return name.replaceAll("\\s+", " ") + " => " + text;
    }
}
