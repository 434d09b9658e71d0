package edgecomet.application.port;

import java.time.Duration;

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

    /** Returns the pages that are due because bots come for them. */
    RecacheQueue recacheQueue();

    /** Returns what it is kept in, as operators know it, such as {@code Redis}. */
    String name();

    /**
     * Asks for a sign of life.
     *
     * @throws CoordinationException if there is none within the limit
     */
    void ping(Duration limit);

    @Override
    void close();
}
