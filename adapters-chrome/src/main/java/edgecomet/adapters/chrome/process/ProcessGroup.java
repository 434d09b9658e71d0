package edgecomet.adapters.chrome.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The processes of a group as the kernel tells them (Linux); those that are dead and only not yet reaped do not count. */
record ProcessGroup(long id) {
    private static final Path PROCESSES = Path.of("/proc");
    private static final char ZOMBIE = 'Z';
    private static final Duration POLL = Duration.ofMillis(5);

    /** Waits until none is left; returns whether that came within the limit. */
    boolean awaitEmpty(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean empty = isEmpty();
        while (!empty && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
            empty = isEmpty();
        }
        return empty;
    }

    boolean isEmpty() {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .noneMatch(this::holds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code PID (NAME) STATE PARENT GROUP …}: the name may hold anything. */
    private boolean holds(Path process) {
        try {
            String status = Files.readString(process.resolve("stat"));
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", 4);
            return fields[0].charAt(0) != ZOMBIE && fields[2].equals(Long.toString(id));
        } catch (IOException e) {
            return false; // it has gone
        }
    }
}
