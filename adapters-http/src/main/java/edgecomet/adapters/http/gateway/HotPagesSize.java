package edgecomet.adapters.http.gateway;

/**
 * How much memory outside the heap pages may take that are ready to be written.
 *
 * @param bytes 0 for none
 */
public record HotPagesSize(long bytes) {}
