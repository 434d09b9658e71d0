package edgecomet.adapters.fs.configuration.decode;

/**
 * Something that kept a value from being decoded.
 *
 * @param line counted from 1
 */
public record Fault(int line, String text) {}
