package edgecomet.adapters.fs.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written just now is in memory: it is read whole, or not at all. */
class ResidentFilesTest {

    @TempDir
    private Path directory;

    private final ResidentFiles files = ResidentFiles.ofThisSystem().orElseThrow();

    private Path written(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(directory.resolve("page-\u00fc\u6771-" + bytes), content);
    }

    private ByteBuffer room(int bytes) {
        return ByteBuffer.allocateDirect(bytes + 7).position(7);
    }

    @Test
    void reads_a_file_that_is_as_long_as_it_should_be() throws IOException {
        for (int bytes : new int[] {0, 1, 4096, 20_480, 1_000_003}) {
            Path file = written(bytes);
            ByteBuffer target = room(bytes);
            assertTrue(files.read(file, target), "of " + bytes);
            assertFalse(target.hasRemaining());
            byte[] read = new byte[bytes];
            target.get(7, read);
            assertArrayEquals(Files.readAllBytes(file), read);
        }
    }

    @Test
    void reads_no_other_file() throws IOException {
        Path file = written(4096);
        assertFalse(files.read(file, room(4095)), "longer");
        assertFalse(files.read(file, room(4097)), "shorter");
        assertFalse(files.read(directory.resolve("absent"), room(1)));
        assertFalse(files.read(directory.resolve("absent/too"), room(1)));
        assertFalse(files.read(directory, room(4096)), "a directory");
        assertFalse(files.read(directory.resolve("x".repeat(5000)), room(1)));
    }

    @Test
    void leaves_no_file_open() throws IOException {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        Path file = written(100);
        assertTrue(files.read(file, room(100)));
        long open = system.getOpenFileDescriptorCount();
        for (int i = 0; i < 1000; i++) {
            assertTrue(files.read(file, room(100)));
            assertFalse(files.read(file, room(99)));
        }
        assertTrue(system.getOpenFileDescriptorCount() < open + 20);
    }
}
