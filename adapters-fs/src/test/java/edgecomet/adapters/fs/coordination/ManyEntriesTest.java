package edgecomet.adapters.fs.coordination;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store of many entries that is killed while it is written, in processes of little memory.
 *
 * <p>It prints how long the file took to open and how much memory that needed; {@code -Dedgecomet.entries=1000000}
 * takes more of them.
 */
class ManyEntriesTest {

    private static final int ENTRIES = Integer.getInteger("edgecomet.entries", 100_000);

    /** Much less than the entries have, so that a store which held them all would fail. */
    private static final String HEAP = "-Xmx32m";

    /** When writing goes on for this long, what came before is older than a second whatever the machine does. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    @Test
    void has_every_entry_again_within_little_memory_after_it_was_killed() throws Exception {
        Process writer = java(EntryWriter.class);
        try (BufferedReader numbers = writer.inputReader()) {
            int next = 0;
            long end = Long.MAX_VALUE;
            for (String line = numbers.readLine(); line != null; line = numbers.readLine()) {
                assertTrue(line.equals(Integer.toString(next)), line);
                next++;
                if (next == ENTRIES) {
                    end = System.nanoTime() + AFTERWARDS.toNanos();
                } else if (next > ENTRIES && System.nanoTime() - end > 0) {
                    break;
                }
            }
            assertTrue(next > ENTRIES, "the writer ended after " + next);
        } finally {
            writer.destroyForcibly().onExit().join();
        }
        long bytes = Files.size(directory.resolve(CoordinationFile.NAME));

        Process reader = java(EntryReader.class);
        String said = new String(reader.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(reader.waitFor(1, TimeUnit.MINUTES), "the reader goes on and on");
        System.out.printf("%d entries in %d MB, %s: %s%n", ENTRIES, bytes >> 20, HEAP, said.strip());
        assertTrue(said.startsWith("all are there"), said);
    }

    private Process java(Class<?> program) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(directory.toString(), Integer.toString(ENTRIES)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
