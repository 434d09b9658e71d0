package edgecomet.application.serve;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.Origin;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.Telemetry;

/**
 * What serving a page needs of the outside world.
 *
 * @param holderId this gateway's name in the lists of those that hold a body
 */
public record ServePagePorts(
        String holderId,
        CacheIndex index,
        PageStore pages,
        RenderLock lock,
        RendererDirectory renderers,
        RendererClient renderer,
        PeerClient peers,
        Origin origin,
        Telemetry telemetry) {}
