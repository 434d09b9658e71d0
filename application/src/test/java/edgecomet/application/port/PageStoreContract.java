package edgecomet.application.port;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.PagePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link PageStore}, for every implementation. */
public abstract class PageStoreContract {

    private static final Instant EXPIRY = Instant.parse("2025-10-18T07:00:30Z");

    /** Returns the store under test, empty at the start of each test. */
    protected abstract PageStore pages();

    @ParameterizedTest(name = "{0} bytes of text")
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 70_000, 5_000_000})
    void reads_text_as_it_was_written(int size) {
        assertReadsBack(text(size));
    }

    @ParameterizedTest(name = "{0} bytes of noise")
    @ValueSource(ints = {1, 1023, 1024, 70_000, 5_000_000})
    void reads_noise_as_it_was_written(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        assertReadsBack(noise);
    }

    @Test
    void keeps_a_body_under_its_key_and_the_minute_of_its_expiry() {
        PagePath path = pages().write(KEY, EXPIRY, text(5000)).path();
        assertTrue(
                List.of(Compression.values()).stream()
                        .anyMatch(compression -> path.equals(PagePath.of(KEY, EXPIRY, compression))),
                path::text);
    }

    @Test
    void names_the_path_of_an_entry_without_body_as_uncompressed() {
        assertEquals(PagePath.of(KEY, EXPIRY, Compression.NONE), pages().pathWithoutBody(KEY, EXPIRY));
    }

    @Test
    void reads_nothing_of_a_body_that_was_never_written() {
        PagePath path = PagePath.of(KEY, EXPIRY, Compression.NONE);
        assertTrue(read(path, 10, 10).isEmpty());
        assertTrue(read(path, 0, 0).isEmpty());
    }

    @Test
    void reads_nothing_of_a_body_that_is_not_as_long_as_the_entry_says() {
        for (int size : List.of(100, 5000)) {
            PageStore.Stored stored = pages().write(KEY, EXPIRY, text(size));
            assertTrue(read(stored.path(), size - 1, stored.diskSize()).isEmpty());
            assertTrue(read(stored.path(), size + 1, stored.diskSize()).isEmpty());
            assertTrue(read(stored.path(), Long.MAX_VALUE, stored.diskSize()).isEmpty());
        }
    }

    @Test
    void leaves_the_body_that_another_one_may_replace() {
        PageStore.Stored first = pages().write(KEY, EXPIRY, text(5000));
        PageStore.Stored second = pages().write(KEY, EXPIRY, text(6000));
        assertArrayEquals(text(5000), read(first.path(), 5000, first.diskSize()).orElseThrow());
        assertArrayEquals(
                text(6000), read(second.path(), 6000, second.diskSize()).orElseThrow());
    }

    @Test
    void reads_one_of_the_bodies_that_are_written_at_the_same_time() throws Exception {
        byte[] a = filled('a', 3000);
        byte[] b = filled('b', 3000);
        PageStore.Stored stored = pages().write(KEY, EXPIRY, a);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = writers.submit(() -> writeOften(a));
            Future<?> second = writers.submit(() -> writeOften(b));
            while (!first.isDone() || !second.isDone()) {
                byte[] seen = read(stored.path(), 3000, stored.diskSize()).orElseThrow();
                assertTrue(Arrays.equals(a, seen) || Arrays.equals(b, seen));
            }
            first.get();
            second.get();
        }
    }

    private void writeOften(byte[] body) {
        for (int i = 0; i < 50; i++) {
            pages().write(KEY, EXPIRY, body);
        }
    }

    private void assertReadsBack(byte[] body) {
        PageStore.Stored stored = pages().write(KEY, EXPIRY, body);
        assertArrayEquals(
                body, read(stored.path(), body.length, stored.diskSize()).orElseThrow());
    }

    private Optional<byte[]> read(PagePath path, long size, long diskSize) {
        CacheEntry entry = SampleEntries.withBody(SampleEntries.full(), path, size, diskSize);
        return pages().read(entry);
    }

    private static byte[] filled(char letter, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    private static byte[] text(int size) {
        byte[] pattern = "<p>The quick brown fox.</p>\n".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        return bytes;
    }
}
