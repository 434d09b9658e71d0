package edgecomet.application.render;

import edgecomet.application.port.RendererRegistry.BusyTab;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which tabs are in use, for the announcements. Safe for concurrent use; a change calls the listener, which must not
 * block.
 */
public final class BusyTabs {

    private final ConcurrentMap<Integer, String> requests = new ConcurrentHashMap<>();
    private volatile Runnable onChange = () -> {};

    /** Creates the list, with every tab free. */
    public BusyTabs() {}

    /** Names the one who is told of changes. */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Returns the tabs in use. */
    public List<BusyTab> list() {
        return requests.entrySet().stream()
                .map(e -> new BusyTab(e.getKey(), e.getValue()))
                .toList();
    }

    void occupy(int tab, String requestId) {
        requests.put(tab, requestId);
        onChange.run();
    }

    void vacate(int tab, String requestId) {
        requests.remove(tab, requestId);
        onChange.run();
    }
}
