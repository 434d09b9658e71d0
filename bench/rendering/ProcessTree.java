package rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux says of a process and its descendants. */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on

    private final long root;

    /**
     * One process.
     *
     * @param ownTicks processor time of its own
     * @param reapedTicks that of its children that have ended and been waited for
     */
    record Entry(long pid, long parent, char state, long ownTicks, long reapedTicks) {
        private static Entry of(String stat) {
            // The name, in parentheses, may hold anything.
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Entry(
                    Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                    Long.parseLong(rest[1]),
                    rest[0].charAt(0),
                    Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                    Long.parseLong(rest[13]) + Long.parseLong(rest[14]));
        }
    }

    /**
     * Processor time in milliseconds.
     *
     * @param root of the root process
     * @param descendants of all below it, those that have ended included
     */
    record Cpu(long root, long descendants) {
        Cpu minus(Cpu before) {
            return new Cpu(root - before.root, descendants - before.descendants);
        }

        long total() {
            return root + descendants;
        }
    }

    ProcessTree(long root) {
        this.root = root;
    }

    Cpu cpu() {
        long own = 0;
        long others = 0;
        for (Entry entry : entries()) {
            if (entry.pid() == root) {
                own += entry.ownTicks();
                others += entry.reapedTicks();
            } else {
                others += entry.ownTicks() + entry.reapedTicks();
            }
        }
        return new Cpu(own * 1000 / TICKS_PER_SECOND, others * 1000 / TICKS_PER_SECOND);
    }

    /** Memory of all below the root in KiB, what is shared counted once. */
    long descendantsPss() {
        return entries().stream()
                .filter(entry -> entry.pid() != root)
                .mapToLong(entry -> pss(entry.pid()))
                .sum();
    }

    /** The root, if it is there, and all below it. */
    List<Entry> entries() {
        Map<Long, List<Entry>> children = all().collect(Collectors.groupingBy(Entry::parent));
        List<Entry> tree = all().filter(entry -> entry.pid() == root).collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < tree.size(); i++) {
            tree.addAll(children.getOrDefault(tree.get(i).pid(), List.of()));
        }
        return tree;
    }

    /** Every process of this machine. */
    static Stream<Entry> all() {
        try (Stream<Path> directories = Files.list(PROC)) {
            return directories
                    .filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
                    .map(path -> read(path.resolve("stat")))
                    .filter(stat -> !stat.isEmpty())
                    .map(Entry::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of a process, its arguments separated by spaces; empty if it has ended. */
    static String commandLine(long pid) {
        return read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ');
    }

    private static long pss(long pid) {
        return read(PROC.resolve(pid + "/smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** Processes end while they are looked at. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
