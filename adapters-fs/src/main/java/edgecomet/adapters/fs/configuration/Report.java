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
    private final Concealment concealment;
    private final String file;
    private final String prefix;

    private Report(List<Problem> problems, Concealment concealment, String file, String prefix) {
        this.problems = problems;
        this.concealment = concealment;
        this.file = file;
        this.prefix = prefix;
    }

    /** Returns an empty report about a file. */
    static Report about(Path file) {
        return new Report(new ArrayList<>(), new Concealment(), baseName(file), "");
    }

    /** Returns a view of the same report that is about another file. */
    Report alsoAbout(Path other) {
        return new Report(problems, concealment, baseName(other), prefix);
    }

    /** Returns a view of the same report that begins every error's text in the same way. */
    Report withPrefix(String text) {
        return new Report(problems, concealment, file, text);
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

    /** Has messages show a reference in the place of the value that it stands for. */
    void conceal(String reference, String value) {
        concealment.add(reference, value);
    }

    List<Problem> problems() {
        return problems.stream()
                .map(problem -> new Problem(
                        problem.severity(),
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        concealment.conceal(problem.text())))
                .toList();
    }

    static String baseName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
