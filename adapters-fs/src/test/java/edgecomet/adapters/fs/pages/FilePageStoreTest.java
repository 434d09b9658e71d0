package edgecomet.adapters.fs.pages;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.PageStore;
import edgecomet.application.port.PageStoreContract;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.port.StorageException;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePageStoreTest {

    private static final Instant EXPIRY = Instant.parse("2025-10-18T07:00:30Z");
    private static final byte[] PAGE = "<p>compressible</p>".repeat(200).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path base;

    @Nested
    class Uncompressed extends PageStoreContract {
        @Override
        protected PageStore pages() {
            return store(Compression.NONE);
        }
    }

    @Nested
    class Snappy extends PageStoreContract {
        @Override
        protected PageStore pages() {
            return store(Compression.SNAPPY);
        }
    }

    @Nested
    class Lz4 extends PageStoreContract {
        @Override
        protected PageStore pages() {
            return store(Compression.LZ4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 1024, 1/2025/10/18/07/00/0123456789abcdef_2.html",
        "SNAPPY, 1023, 1/2025/10/18/07/00/0123456789abcdef_2.html",
        "SNAPPY, 1024, 1/2025/10/18/07/00/0123456789abcdef_2.html.snappy",
        "LZ4, 1023, 1/2025/10/18/07/00/0123456789abcdef_2.html",
        "LZ4, 1024, 1/2025/10/18/07/00/0123456789abcdef_2.html.lz4",
    })
    void compresses_from_a_kibibyte_on_and_says_so_in_the_name(Compression compression, int size, String path)
            throws IOException {
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, new byte[size]);
        assertEquals(path, stored.path().text());
        assertEquals(Files.size(base.resolve(path)), stored.diskSize());
        assertEquals(path.endsWith(".html"), stored.diskSize() == size);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void keeps_a_body_as_it_is_when_compression_does_not_make_it_smaller(Compression compression) {
        byte[] noise = new byte[5000];
        new Random(7).nextBytes(noise);
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, noise);
        assertEquals(new PageStore.Stored(PagePath.of(KEY, EXPIRY, Compression.NONE), 5000), stored);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void reads_what_a_store_with_another_compression_wrote(Compression written) {
        PageStore.Stored stored = store(written).write(KEY, EXPIRY, PAGE);
        for (Compression reading : Compression.values()) {
            assertArrayEquals(PAGE, read(store(reading), stored).orElseThrow());
        }
    }

    /** Written just now, so that Linux has it in memory. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void reads_at_hand_what_it_reads_otherwise_and_nothing_else(Compression compression) throws IOException {
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, PAGE);
        ByteBuffer body = ByteBuffer.allocateDirect(PAGE.length);
        assertTrue(readAtHand(store(compression), stored, body));
        byte[] read = new byte[PAGE.length];
        body.flip().get(read);
        assertArrayEquals(PAGE, read);
        assertFalse(readAtHand(store(compression), stored, ByteBuffer.allocateDirect(PAGE.length - 1)));
        Path file = base.resolve(stored.path().text());
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertFalse(readAtHand(store(compression), stored, body.clear()));
        }
        Files.delete(file);
        assertFalse(readAtHand(store(compression), stored, body.clear()));
    }

    private static boolean readAtHand(PageStore store, PageStore.Stored stored, ByteBuffer body) {
        return store.readAtHand(
                SampleEntries.withBody(SampleEntries.full(), stored.path(), PAGE.length, stored.diskSize()), body);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void reads_nothing_of_a_file_that_was_cut_short_or_altered(Compression compression) throws IOException {
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, PAGE);
        Path file = base.resolve(stored.path().text());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertEquals(Optional.empty(), read(store(compression), stored));
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
        assertEquals(Optional.empty(), read(store(compression), stored));
        Files.delete(file);
        assertEquals(Optional.empty(), read(store(compression), stored));
        Files.createDirectory(file);
        assertEquals(Optional.empty(), read(store(compression), stored));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"SNAPPY", "LZ4"})
    void reads_nothing_of_a_file_of_the_right_size_that_is_something_else(Compression compression) throws IOException {
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, PAGE);
        byte[] noise = new byte[Math.toIntExact(stored.diskSize())];
        for (int seed = 0; seed < 200; seed++) {
            new Random(seed).nextBytes(noise);
            Files.write(base.resolve(stored.path().text()), noise);
            assertEquals(Optional.empty(), read(store(compression), stored));
        }
    }

    /** Others may leave the size of the file out. */
    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"SNAPPY", "LZ4"})
    void reads_a_compressed_body_whose_file_size_is_unknown(Compression compression) throws IOException {
        PageStore.Stored stored = store(compression).write(KEY, EXPIRY, PAGE);
        var entry = SampleEntries.withBody(SampleEntries.full(), stored.path(), PAGE.length, 0);
        assertArrayEquals(PAGE, store(compression).read(entry).orElseThrow());
        var wrong = SampleEntries.withBody(SampleEntries.full(), stored.path(), PAGE.length - 1, 0);
        assertEquals(Optional.empty(), store(compression).read(wrong));
        Files.write(base.resolve(stored.path().text()), new byte[PAGE.length * 2]);
        assertEquals(Optional.empty(), store(compression).read(entry));
    }

    @Test
    void reads_a_plain_file_that_an_entry_was_pointed_to_by_hand() throws IOException {
        Files.createDirectories(base.resolve("1"));
        Files.write(base.resolve("1/by-hand.html"), PAGE);
        var entry = SampleEntries.withBody(SampleEntries.full(), new PagePath("1/by-hand.html"), PAGE.length, 17);
        assertArrayEquals(PAGE, store(Compression.SNAPPY).read(entry).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "1/../../secret", "/etc/hostname", "", ".", "a\0b"})
    void reads_nothing_outside_its_directory(String path) throws IOException {
        Path inside = Files.createDirectory(base.resolve("cache"));
        byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
        Files.write(base.resolve("secret"), secret);
        for (Path known : List.of(base.resolve("secret"), Path.of("/etc/hostname"))) {
            long size = Files.size(known);
            var entry = SampleEntries.withBody(SampleEntries.full(), new PagePath(path), size, size);
            assertEquals(Optional.empty(), new FilePageStore(inside, Compression.NONE).read(entry));
        }
    }

    @Test
    void leaves_no_other_file_beside_the_body() throws IOException {
        store(Compression.SNAPPY).write(KEY, EXPIRY, PAGE);
        assertEquals(List.of("0123456789abcdef_2.html.snappy"), fileNames());
    }

    @Test
    void says_that_it_cannot_write_and_leaves_nothing_unfinished() throws IOException {
        for (int minute = 0; minute < 20; minute++) {
            PagePath path = PagePath.of(KEY, EXPIRY.plus(Duration.ofMinutes(minute)), Compression.NONE);
            Files.createDirectories(base.resolve(path.text()).resolve("in the way"));
        }
        StorageException e = assertThrows(
                StorageException.class, () -> store(Compression.NONE).write(KEY, EXPIRY, PAGE));
        assertTrue(e.getMessage().startsWith("filesystem write failed: "), e.getMessage());
        assertEquals(List.of(), fileNames());
    }

    @Test
    void says_that_it_cannot_make_directories() throws IOException {
        Files.write(base.resolve("1"), PAGE);
        assertThrows(StorageException.class, () -> store(Compression.NONE).write(KEY, EXPIRY, PAGE));
    }

    @Test
    void takes_stock_of_what_is_there_and_removes_what_a_killed_process_left_unfinished() throws IOException {
        PageStore.Stored stored = store(Compression.NONE).write(KEY, EXPIRY, PAGE);
        Path body = base.resolve(stored.path().text());
        Path old = body.resolveSibling("old.html.tmp");
        Path young = body.resolveSibling("young.html.tmp");
        Files.write(old, PAGE);
        Files.write(young, PAGE);
        Files.write(base.resolve("coordination.mv"), PAGE);
        Files.setLastModifiedTime(body, FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(
                new FilePageStore.Stock(1, PAGE.length), store(Compression.NONE).takeStock());
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young), "somebody is writing it");
        assertArrayEquals(PAGE, read(store(Compression.NONE), stored).orElseThrow());
    }

    private FilePageStore store(Compression compression) {
        return new FilePageStore(base, compression);
    }

    private static Optional<byte[]> read(PageStore store, PageStore.Stored stored) {
        return store.read(SampleEntries.withBody(SampleEntries.full(), stored.path(), PAGE.length, stored.diskSize()));
    }

    private List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
