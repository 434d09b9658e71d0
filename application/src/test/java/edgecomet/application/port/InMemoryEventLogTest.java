package edgecomet.application.port;

import java.util.List;

class InMemoryEventLogTest extends EventLogContract {

    private final InMemoryEventLog log = new InMemoryEventLog();

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected List<String> kept() {
        return log.events().stream().map(event -> event.visitor().requestId()).toList();
    }
}
