package edgecomet.adapters.fs.configuration.yaml;

/** The bytes of a file are not a YAML document that can be read; the message is the operator's (spec 01 §2). */
public final class YamlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position at;

    /** Creates the exception with the operator's message and the place that it is about. */
    public YamlSyntaxException(String message, Position at) {
        super(message);
        this.at = at;
    }

    /** Returns the place. */
    public Position at() {
        return at;
    }
}
