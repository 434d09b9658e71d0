package edgecomet.adapters.fs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.ExpiredPages.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which directories go, by their names (spec 03 §16). */
class ExpiredDirectoriesTest {

    private static final Instant THRESHOLD = Instant.parse("2026-11-24T10:30:00Z");

    @TempDir
    private Path base;

    private Removed clean() {
        return new ExpiredDirectories(base).removeExpiredBefore(7, THRESHOLD);
    }

    private Path page(String directory) throws IOException {
        Path file = base.resolve(directory).resolve("0123456789abcdef_1.html");
        Files.createDirectories(base.resolve(directory));
        return Files.writeString(file, "<html>");
    }

    @ParameterizedTest
    @CsvSource({
        "7/2026/11/24/10/29,     true",
        "7/2026/11/24/10/30,     false",
        "7/2026/11/24/10/31,     false",
        "7/2025/12/31/23/59,     true",
        "7/2027/01/01/00/00,     false",
        "7/2026/2/3/4/5,         true",
        "7/2026/02/31/00/00,     true",
        "7/2026/11/24/10/29/sub, true",
        "7/2019/11/24/10/29,     false",
        "7/2026/13/24/10/29,     false",
        "7/2026/11/32/10/29,     false",
        "7/2026/11/24/24/29,     false",
        "7/2026/11/24/10/60,     false",
        "7/2026/11/24/10/x,      false",
        "7/2026/11/24/10,        false",
        "7/backup/2026/11/24/10/29, false",
        "8/2026/11/24/10/29,     false",
    })
    void a_directory_goes_by_the_minute_that_it_names(String directory, boolean goes) throws IOException {
        Path page = page(directory);
        assertEquals(goes ? new Removed(1, 6) : Removed.NOTHING, clean());
        assertEquals(!goes, Files.exists(page));
    }

    @Test
    void what_becomes_empty_goes_too_up_to_the_directory_of_the_host() throws IOException {
        page("7/2026/11/24/10/28");
        page("7/2026/11/24/10/29");
        assertEquals(new Removed(2, 12), clean());
        assertEquals(List.of(), below(base));
    }

    @Test
    void parents_of_anything_else_stay() throws IOException {
        page("7/2026/11/24/10/29");
        Path later = page("7/2026/11/24/12/00");
        Path note = Files.writeString(base.resolve("7/2026/note.txt"), "keep");
        clean();
        assertTrue(Files.exists(later));
        assertTrue(Files.exists(note));
        assertFalse(Files.exists(base.resolve("7/2026/11/24/10")));
    }

    @Test
    void a_host_without_a_directory_has_nothing_to_remove() {
        assertEquals(Removed.NOTHING, clean());
    }

    @Test
    void a_link_is_removed_and_not_followed() throws IOException {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        Files.createDirectories(base.resolve("7/2026/11/24/10/29"));
        Files.createSymbolicLink(base.resolve("7/2026/11/24/10/29/link"), elsewhere);
        Files.createSymbolicLink(base.resolve("7/2026/11/24/11"), elsewhere);
        clean();
        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(base.resolve("7/2026/11/24/10")));
    }

    @Test
    void an_interrupted_cleanup_ends() throws IOException {
        Path page = page("7/2026/11/24/10/29");
        Thread.currentThread().interrupt();
        try {
            assertEquals(Removed.NOTHING, clean());
            assertTrue(Files.exists(page));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
