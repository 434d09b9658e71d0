package edgecomet.adapters.fs.coordination;

import edgecomet.application.near.NearCacheIndex;
import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.Coordination;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every coordination port for a single process (docs/adr/0004-embedded-coordination.md).
 *
 * <p>Metadata and the pages that are due are kept in a file: what was acknowledged more than a second ago is there again after the process was
 * killed. Locks and the lists of gateways and render services live in memory, because they end with the process. Safe
 * for concurrent use.
 */
public final class EmbeddedCoordination implements Coordination {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCoordination.class);
    private static final Duration PURGE_INTERVAL = Duration.ofSeconds(1);
    private static final int PURGED_AT_ONCE = 2000;

    private final MendedStore store;
    private final EmbeddedCacheIndex cacheIndex;
    private final NearIndex nearIndex;
    private final RenderLock renderLock;
    private final EmbeddedRenderers renderers;
    private final GatewayDirectory gateways;
    private final RecacheQueue recacheQueue;
    private final ScheduledThreadPoolExecutor purger = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("coordination-file").factory());

    private EmbeddedCoordination(MendedStore store, InstantSource clock, InstantSource steady) {
        this.store = store;
        this.cacheIndex = new EmbeddedCacheIndex(store, clock);
        this.nearIndex = new NearCacheIndex(cacheIndex, NearCopies.ofOwnEntries(clock));
        this.renderLock = new EmbeddedRenderLock(steady);
        this.renderers = new EmbeddedRenderers(steady);
        this.gateways = new EmbeddedGatewayDirectory(steady);
        this.recacheQueue = new EmbeddedRecacheQueue(store, EmbeddedRecacheQueue.MOST_PAGES);
        long interval = PURGE_INTERVAL.toMillis();
        ScheduledFuture<?> _ =
                purger.scheduleWithFixedDelay(this::lookAfter, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the coordination kept in a directory, which is created if it is not there. A damaged file is set aside,
     * with a message in the log, and the cache starts empty.
     *
     * @param clock by which entries end, as they may outlive the process; everything else goes by steady time
     * @throws CoordinationException if another process has it open, or the directory cannot be used; the message says
     *     what to do
     */
    public static EmbeddedCoordination open(Path directory, InstantSource clock) {
        return open(directory, clock, new SteadyTime());
    }

    /** Opens it on another steady time than that of the machine. */
    static EmbeddedCoordination open(Path directory, InstantSource clock, InstantSource steady) {
        return new EmbeddedCoordination(new MendedStore(new CoordinationFile(directory), steady), clock, steady);
    }

    @Override
    public CacheIndex cacheIndex() {
        return cacheIndex;
    }

    /** Who changes metadata here changes it through this index only: nobody else tells it of changes. */
    @Override
    public NearIndex nearIndex() {
        return nearIndex;
    }

    @Override
    public RenderLock renderLock() {
        return renderLock;
    }

    @Override
    public RendererDirectory rendererDirectory(SelectionStrategy strategy) {
        return renderers.directory(strategy);
    }

    @Override
    public RendererRegistry rendererRegistry() {
        return renderers;
    }

    @Override
    public GatewayDirectory gatewayDirectory() {
        return gateways;
    }

    @Override
    public RecacheQueue recacheQueue() {
        return recacheQueue;
    }

    @Override
    public String name() {
        return "Coordination file";
    }

    /** Takes no time: the state of the file is known. */
    @Override
    public void ping(Duration limit) {
        store.check();
    }

    /** Writes what is not on disk yet and lets the file go. */
    @Override
    public void close() {
        purger.shutdown();
        try {
            if (!purger.awaitTermination(PURGE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The purge did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }

    private void lookAfter() {
        try {
            store.mend();
            cacheIndex.purge(PURGED_AT_ONCE);
        } catch (CoordinationException e) {
            LOG.debug("Nothing is purged while the file does not work", e);
        } catch (RuntimeException e) {
            LOG.warn("Purging metadata that has ended failed", e);
        }
    }
}
