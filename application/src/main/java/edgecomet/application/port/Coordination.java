package edgecomet.application.port;

/**
 * What the processes of one installation agree by: the ports of coordination, from one source.
 *
 * <p>Safe for concurrent use. Closing it ends its connections or files; the ports fail afterwards.
 */
public interface Coordination extends AutoCloseable {

    /** Returns the metadata of cached pages. */
    CacheIndex cacheIndex();

    /** Returns the metadata with copies near at hand, always the same one. It ends with this coordination. */
    NearIndex nearIndex();

    /** Returns the lock by which a page is rendered once. */
    RenderLock renderLock();

    /** Returns the renderers as a gateway sees them. */
    RendererDirectory rendererDirectory(RendererDirectory.SelectionStrategy strategy);

    /** Returns the list on which renderers put themselves. */
    RendererRegistry rendererRegistry();

    /** Returns the gateways. */
    GatewayDirectory gatewayDirectory();

    @Override
    void close();
}
