package edgecomet.adapters.fs.coordination;

import static java.util.Objects.requireNonNull;

import edgecomet.application.port.CoordinationException;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maps on disk, and their file opened anew after it failed.
 *
 * <p>The engine closes a file for good when a write fails, as on a full disk, and a part that cannot be read fails each
 * time it is met. So the first failure ends the use of the file: calls throw {@link CoordinationException} at once,
 * until {@link #mend} has opened it again, after a second at first and at most eight. A file of which a part is damaged
 * is set aside before. Each change of state is one line in the log.
 *
 * <p>Safe for concurrent use, {@link #mend} by one thread at a time.
 */
final class MendedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MendedStore.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    /** A file that failed within this time after it was opened is waited for longer than before. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** What must find room before a file counts as mended, so that it does not come and go by the write. */
    private static final int TRIAL_BYTES = 64 * 1024;

    private final CoordinationFile file;
    private final InstantSource steady;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Closed());

    /** What is in the file: entries by logical key, and when pages are due. */
    record Maps(MVMap<String, byte[]> entries, MVMap<String, Long> dues) {

        static Maps of(MVStore store) {
            return new Maps(
                    store.openMap(
                            "entries",
                            new MVMap.Builder<String, byte[]>()
                                    .keyType(LengthFirst.TEXT)
                                    .valueType(LengthFirst.BYTES)),
                    store.openMap(
                            "recache",
                            new MVMap.Builder<String, Long>()
                                    .keyType(LengthFirst.TEXT)
                                    .valueType(LongDataType.INSTANCE)));
        }
    }

    private sealed interface State {
        /** @param pause how long the next failure is waited for, if it comes soon */
        record Open(MVStore store, Maps maps, Instant since, Duration pause) implements State {}

        record Failed(MVStore store, boolean damaged, Exception cause, Instant next, Duration pause) implements State {}

        record Closed() implements State {}
    }

    /**
     * Opens the file.
     *
     * @param steady for the time between attempts
     * @throws CoordinationException if it cannot be opened
     */
    MendedStore(CoordinationFile file, InstantSource steady) {
        this.file = file;
        this.steady = steady;
        state.set(open(FIRST_WAIT));
    }

    /**
     * Does something with the maps.
     *
     * @param what for the message of the exception
     * @throws CoordinationException if the file fails, or has failed and is not mended yet
     */
    <T extends @Nullable Object> T call(String what, Function<Maps, T> action) {
        State.Open open = current();
        // The engine's channel closes under a thread that is interrupted, and with it the file for everybody.
        boolean interrupted = Thread.interrupted();
        try {
            return action.apply(open.maps());
        } catch (MVStoreException e) {
            // Whatever cannot be read in a file that is still open cannot be read after it was opened anew, either.
            boolean damaged = isDamage(e)
                    || (e.getErrorCode() == DataUtils.ERROR_INTERNAL
                            && !open.store().isClosed());
            if (damaged || isLoss(open.store(), e)) {
                fail(open, damaged, e);
            }
            throw failure(what, e);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            fail(open, true, e); // a page that is not what it was
            throw failure(what, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @throws CoordinationException if the file has failed and is not mended yet */
    void check() {
        current();
    }

    private State.Open current() {
        return switch (requireNonNull(state.get())) {
            case State.Open open -> open;
            case State.Failed failed -> throw new CoordinationException(file + " is not mended yet", failed.cause());
            case State.Closed _ -> throw new CoordinationException("the coordination file is closed");
        };
    }

    private static boolean isDamage(MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_UNKNOWN_DATA_TYPE -> true;
            default -> false;
        };
    }

    private static boolean isLoss(MVStore store, MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> true;
            default -> store.isClosed();
        };
    }

    private void fail(State.Open open, boolean damaged, Exception cause) {
        Instant now = steady.instant();
        Duration wait = now.isBefore(open.since().plus(SETTLED)) ? open.pause() : FIRST_WAIT;
        if (state.compareAndSet(open, new State.Failed(open.store(), damaged, cause, now.plus(wait), wait))) {
            LOG.error("{} failed, and nothing is kept until it works again: {}", file, cause.getMessage());
        }
    }

    /** Opens the file again if it has failed and the time has come. */
    void mend() {
        if (!(state.get() instanceof State.Failed failed) || steady.instant().isBefore(failed.next())) {
            return;
        }
        Duration longer = min(failed.pause().multipliedBy(2), LONGEST_WAIT);
        boolean damaged = failed.damaged();
        MVStore opened = null;
        try {
            failed.store().closeImmediately();
            if (damaged) {
                file.setAside(failed.cause());
                damaged = false;
            }
            State.Open open = open(longer);
            opened = open.store();
            tryOut(opened);
            if (state.compareAndSet(failed, open)) {
                LOG.info("{} works again", file);
            } else {
                opened.closeImmediately(); // this store was closed meanwhile
            }
        } catch (MVStoreException | CoordinationException e) {
            LOG.debug("{} does not work yet", file, e);
            if (opened != null) {
                opened.closeImmediately();
            }
            Instant next = steady.instant().plus(longer);
            state.compareAndSet(failed, new State.Failed(failed.store(), damaged, e, next, longer));
        }
    }

    private State.Open open(Duration wait) {
        AtomicReference<State.@Nullable Open> opened = new AtomicReference<>();
        Consumer<Throwable> failed = e -> {
            State.Open open = opened.get();
            if (open != null) { // else whoever opens it gets to know
                fail(open, e instanceof MVStoreException m && isDamage(m), asException(e));
            }
        };
        MVStore store = file.open(failed);
        try {
            State.Open open = new State.Open(store, Maps.of(store), steady.instant(), wait);
            opened.set(open);
            return open;
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw failure("opening", e);
        }
    }

    private static void tryOut(MVStore store) {
        MVMap<Integer, byte[]> trial = store.openMap("trial");
        trial.put(0, new byte[TRIAL_BYTES]);
        store.commit();
        store.removeMap(trial);
        store.commit();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Exception asException(Throwable e) {
        return e instanceof Exception exception ? exception : new IllegalStateException(e);
    }

    private static CoordinationException failure(String what, RuntimeException e) {
        return new CoordinationException("the coordination file failed (" + what + "): " + e.getMessage(), e);
    }

    /** Writes what is not on disk yet, if that is possible, and lets the file go. */
    @Override
    public void close() {
        if (state.getAndSet(new State.Closed()) instanceof State.Open open) {
            try {
                open.store().close();
            } catch (MVStoreException e) {
                LOG.error("{} could not be written at the end: {}", file, e.getMessage());
            }
        }
    }
}
