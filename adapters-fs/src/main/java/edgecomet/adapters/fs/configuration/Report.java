package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Fault;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The problems of one load, in the order in which the checks find them. Not safe for concurrent use. */
final class Report {

    private final List<Problem> problems;
    private final String file;
    private final String prefix;

    private Report(List<Problem> problems, String file, String prefix) {
        this.problems = problems;
        this.file = file;
        this.prefix = prefix;
    }

    /** Returns an empty report about a file. */
    static Report about(Path file) {
        return new Report(new ArrayList<>(), baseName(file), "");
    }

    /** Returns a view of the same report that is about another file. */
    Report alsoAbout(Path other) {
        return new Report(problems, baseName(other), prefix);
    }

    /** Returns a view of the same report that begins every error's text in the same way. */
    Report withPrefix(String text) {
        return new Report(problems, file, text);
    }

    void fatal(String text) {
        problems.add(new Problem(Severity.FATAL, file, 0, text));
    }

    void error(int line, String text) {
        problems.add(new Problem(Severity.ERROR, file, line, prefix + text));
    }

    void warning(int line, String text) {
        problems.add(new Problem(Severity.WARNING, file, line, text));
    }

    void faults(List<Fault> faults) {
        faults.forEach(
                fault -> problems.add(new Problem(Severity.ERROR, file, fault.line(), fault.column(), fault.text())));
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() != Severity.WARNING);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    static String baseName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
