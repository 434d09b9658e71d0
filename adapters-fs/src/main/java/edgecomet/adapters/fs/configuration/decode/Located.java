package edgecomet.adapters.fs.configuration.decode;

/**
 * A value and the line that it stands on.
 *
 * @param line counted from 1
 */
public record Located<T>(T value, int line) {}
