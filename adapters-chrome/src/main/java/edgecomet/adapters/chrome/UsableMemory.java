package edgecomet.adapters.chrome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much memory the browsers may use: that of the machine, or less where a control group, such as a container, sets a
 * limit. Both versions of control groups count, each with every group above the process's own.
 */
final class UsableMemory {

    private static final long ASSUMED_OF_MACHINE = 8192L * 1024 * 1024;

    private final Path root;

    /** @param root of the file system, {@code /} outside of tests */
    UsableMemory(Path root) {
        this.root = root;
    }

    /** Returns the bytes. */
    long bytes() {
        return limits().mapToLong(Long::longValue).reduce(ofMachine(), Math::min);
    }

    private long ofMachine() {
        return lines(root.resolve("proc/meminfo"))
                .filter(line -> line.startsWith("MemTotal:"))
                .flatMap(line -> number(line.replaceAll("[^0-9]", "")).stream())
                .map(kibibytes -> kibibytes * 1024)
                .findFirst()
                .orElse(ASSUMED_OF_MACHINE);
    }

    /** Each line is {@code number:controllers:path}; version 2 has no controllers there. */
    private Stream<Long> limits() {
        return lines(root.resolve("proc/self/cgroup")).flatMap(line -> {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                return Stream.empty();
            }
            if (fields[1].isEmpty()) {
                return limits(root.resolve("sys/fs/cgroup"), fields[2], "memory.max");
            }
            return List.of(fields[1].split(",", -1)).contains("memory")
                    ? limits(root.resolve("sys/fs/cgroup/memory"), fields[2], "memory.limit_in_bytes")
                    : Stream.empty();
        });
    }

    /**
     * From the process's own group up. Inside a container the path may be that of the machine, which is not there: then
     * the container's own group is at the top.
     */
    private static Stream<Long> limits(Path top, String group, String file) {
        Path own = top.resolve(group.replaceFirst("^/+", "")).normalize();
        List<Long> found = new ArrayList<>();
        for (Path at = own.startsWith(top) ? own : top; at != null && at.startsWith(top); at = at.getParent()) {
            lines(at.resolve(file)).flatMap(line -> number(line).stream()).forEach(found::add);
        }
        return found.stream();
    }

    /** No limit is {@code max} in version 2, and a number beyond every machine in version 1. */
    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
