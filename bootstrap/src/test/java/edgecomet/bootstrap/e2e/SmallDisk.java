package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own, mounted on a folder until it is closed. Only root may mount one. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts an empty one; a test that may not is reported as aborted. */
    static SmallDisk mountedOn(Path folder) {
        assumeTrue(
                run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString())) == 0,
                "only root may mount the small disk that this scenario fills");
        return new SmallDisk(folder);
    }

    /** Leaves no room for another byte. */
    void fill() {
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException full) {
            assertEquals(0, folder.toFile().getUsableSpace(), full::toString);
        }
    }

    /** Has room again after {@link #fill()}. */
    void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Has nothing written to it any more. */
    void refuseWrites() {
        assertEquals(0, run(List.of("mount", "-o", "remount,ro", folder.toString())));
    }

    @Override
    public void close() {
        assertEquals(0, run(List.of("umount", "--lazy", folder.toString())));
    }

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
