package edgecomet.adapters.fs.configuration.yaml;

/** The bytes of a file are not a YAML document that can be read; the message is the operator's (spec 01 §2). */
public final class YamlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** Creates the exception with the operator's message and the line that it is about, counted from 1. */
    public YamlSyntaxException(String message, int line) {
        super(message);
        this.line = line;
    }

    /** Returns the line, counted from 1. */
    public int line() {
        return line;
    }
}
