package edgecomet.adapters.fs.events;

import edgecomet.adapters.fs.events.LineQueue.Line;
import edgecomet.adapters.fs.file.OsError;
import edgecomet.adapters.fs.file.RotatingFile;
import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.port.EventLog;
import edgecomet.application.port.StorageException;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.event.RequestEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log in a rotating file, one line for each event (spec 04 §11.4).
 *
 * <p>The thread that appends makes the line; one thread of the log's own writes them all, so that no request ever waits
 * for the disk. A line that cannot be written stays the first of those that wait and is tried again: a disk that was
 * full for a while costs no event, unless more came meanwhile than may wait.
 */
public final class FileEventLog implements EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(FileEventLog.class);

    private final EventTemplate template;
    private final RotatingFile file;
    private final LineQueue waiting;
    private final Limits limits;
    private final Losses losses;
    private final Thread writer;

    private FileEventLog(EventTemplate template, RotatingFile file, Limits limits) {
        this.template = template;
        this.file = file;
        this.limits = limits;
        this.waiting = new LineQueue(limits.waitingBytes());
        this.losses = new Losses(file.toString());
        this.writer = Thread.ofPlatform().name("event-log").daemon().unstarted(this::write);
    }

    /**
     * How patient the log is.
     *
     * @param waitingBytes of lines that wait to be written
     * @param retry how long after a failure the next attempt is
     * @param close how long the end may take
     */
    record Limits(long waitingBytes, Duration retry, Duration close) {

        static final Limits DEFAULT = new Limits(8L * 1024 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /**
     * Makes the file's folder and starts the log. The file itself is opened at the first event.
     *
     * @throws StorageException if the folder cannot be made
     */
    public static FileEventLog open(EventLogConfiguration configuration) {
        return open(configuration, Limits.DEFAULT);
    }

    static FileEventLog open(EventLogConfiguration configuration, Limits limits) {
        Path path = Path.of(configuration.path());
        RotatingFile file = new RotatingFile(path, configuration.rotation());
        try {
            file.createFolder();
        } catch (IOException e) {
            throw new StorageException(
                    "failed to create file emitter: failed to create log directory " + path.getParent() + ": "
                            + OsError.text("mkdir", e),
                    e);
        }
        FileEventLog log = new FileEventLog(configuration.template(), file, limits);
        log.writer.start();
        LOG.atInfo().addKeyValue("path", file).log("Event logging initialized");
        return log;
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public void append(RequestEvent event) {
        String requestId = event.visitor().requestId();
        Line line = new Line(requestId, template.line(event).getBytes(StandardCharsets.UTF_8));
        if (!file.fits(line.text().length)) {
            losses.dropped(requestId, line.text().length + " bytes are more than the file may have");
            return;
        }
        switch (waiting.offer(line)) {
            case TAKEN -> {}
            case NO_ROOM -> losses.dropped(requestId, "more events than can be written");
            case ENDED -> losses.dropped(requestId, "the event log has ended");
        }
    }

    @Override
    public void close() {
        waiting.end();
        try {
            if (!writer.join(limits.close())) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
        losses.abandoned(waiting.size());
    }

    private void write() {
        try {
            Optional<Line> first = waiting.awaitFirst();
            while (first.isPresent() && write(first.get())) {
                first = waiting.awaitFirst();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeFile();
        }
    }

    /** Returns whether to go on: the line is written, or will be tried again. */
    private boolean write(Line line) throws InterruptedException {
        try {
            file.write(line.text());
        } catch (IOException e) {
            losses.writeFailed(line.requestId(), e);
            return !waiting.awaitEnd(limits.retry());
        }
        waiting.removeFirst();
        if (waiting.size() == 0) {
            losses.recovered();
        }
        return true;
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("path", file).addKeyValue("error", e).log("Failed to close the event log");
        }
    }
}
