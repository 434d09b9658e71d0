package edgecomet.application.configuration;

/**
 * One thing that is wrong, or doubtful, in a configuration file.
 *
 * @param file the name of the file without its directories
 * @param line counted from 1; 0 where no line can be named
 * @param column counted from 1; 0 where only the line is known
 * @param text says what is wrong; never holds a secret
 */
public record Problem(Severity severity, String file, int line, int column, String text) {

    /** A problem of a line as a whole. */
    public Problem(Severity severity, String file, int line, String text) {
        this(severity, file, line, 0, text);
    }

    /** How bad a problem is. */
    public enum Severity {
        /** Nothing further could be examined, such as a missing file. */
        FATAL,
        /** The configuration is refused. */
        ERROR,
        /** The configuration is accepted. */
        WARNING
    }

    /** Returns the problem as an operator reads it: {@code FILE line N: TEXT} (spec 01 §9). */
    @Override
    public String toString() {
        return (line > 0 ? file + " line " + line : file) + ": " + text;
    }
}
