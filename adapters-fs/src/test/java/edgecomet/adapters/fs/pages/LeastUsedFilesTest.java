package edgecomet.adapters.fs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.LeastUsedPages.Trimmed;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastUsedFilesTest {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:00Z");
    private static final int SIZE = 100;

    @TempDir
    private Path base;

    private LeastUsedFiles files() {
        return new LeastUsedFiles(base, InstantSource.fixed(NOW));
    }

    @Test
    void below_the_limit_everything_stays() throws Exception {
        body("7/2026/02/03/04/10/a_1.html", Duration.ofDays(9));
        assertEquals(new Trimmed(0, 0, SIZE), files().trimTo(SIZE, List.of()));
        assertEquals(List.of("7/2026/02/03/04/10/a_1.html"), left());
    }

    @Test
    void those_that_were_not_used_for_the_longest_time_go_first() throws Exception {
        body("7/2026/02/03/04/10/old_1.html.snappy", Duration.ofHours(5));
        body("7/2026/02/03/04/10/recent_1.html", Duration.ofMinutes(15));
        body("8/2026/02/05/00/00/older_1.html.lz4", Duration.ofHours(30));
        body("8/2026/02/05/00/00/now_2.html", Duration.ZERO);

        assertEquals(new Trimmed(2, 2 * SIZE, 2 * SIZE), files().trimTo(250, List.of()));

        assertEquals(List.of("7/2026/02/03/04/10/recent_1.html", "8/2026/02/05/00/00/now_2.html"), left());
    }

    @Test
    void of_those_that_were_used_at_the_same_time_only_as_many_go_as_must() throws Exception {
        for (int i = 0; i < 10; i++) {
            body("7/2026/02/03/04/1" + i + "/same_1.html", Duration.ofHours(5));
        }
        assertEquals(new Trimmed(4, 4 * SIZE, 6 * SIZE), files().trimTo(6 * SIZE, List.of()));
        assertEquals(6, left().size());
    }

    @Test
    void a_directory_is_looked_through_also_where_its_name_is_a_link() throws Exception {
        body("7/2026/02/03/04/10/a_1.html", Duration.ofDays(9));
        Path link = Files.createSymbolicLink(base.resolveSibling(base.getFileName() + "-link"), base);
        LeastUsedFiles linked = new LeastUsedFiles(link, InstantSource.fixed(NOW));
        assertEquals(new Trimmed(1, SIZE, 0), linked.trimTo(0, List.of()));
        assertEquals(List.of(), left());
        Files.delete(link);
    }

    @Test
    void directories_that_become_empty_go_too() throws Exception {
        body("7/2026/02/03/04/10/a_1.html", Duration.ofHours(5));
        body("7/2026/02/04/04/10/b_1.html", Duration.ZERO);
        files().trimTo(SIZE, List.of());
        assertFalse(Files.exists(base.resolve("7/2026/02/03")));
        assertTrue(Files.exists(base.resolve("7/2026/02/04/04/10")));
    }

    @Test
    void a_use_saves_a_body_whether_it_is_read_or_in_memory() throws Exception {
        body("7/2026/02/03/04/10/read_1.html", Duration.ofHours(5));
        body("7/2026/02/03/04/10/hot_1.html", Duration.ofHours(5));
        body("7/2026/02/03/04/10/idle_1.html", Duration.ofHours(4));
        LeastUsedFiles files = files();
        files.used(new PagePath("7/2026/02/03/04/10/read_1.html"));

        files.trimTo(2 * SIZE, List.of(new PagePath("7/2026/02/03/04/10/hot_1.html")));

        assertEquals(List.of("7/2026/02/03/04/10/hot_1.html", "7/2026/02/03/04/10/read_1.html"), left());
    }

    @Test
    void what_is_no_body_is_left_alone_and_does_not_count() throws Exception {
        body("7/2026/02/03/04/10/a_1.html.12.tmp", Duration.ofDays(9));
        body("edgecomet.db", Duration.ofDays(9));
        body("7/2026/02/03/04/10/a_1.html", Duration.ofHours(1));
        assertEquals(new Trimmed(1, SIZE, 0), files().trimTo(10, List.of()));
        assertEquals(List.of("7/2026/02/03/04/10/a_1.html.12.tmp", "edgecomet.db"), left());
    }

    @Test
    void a_body_that_is_missing_or_elsewhere_cannot_be_used() throws Exception {
        Path outside = Files.createFile(base.resolveSibling("outside-" + base.getFileName()));
        FileTime before = Files.getLastModifiedTime(outside);
        files().used(new PagePath("7/none.html"));
        files().used(new PagePath("../" + outside.getFileName()));
        assertEquals(before, Files.getLastModifiedTime(outside));
        Files.delete(outside);
    }

    private void body(String path, Duration unused) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[SIZE]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(unused)));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            return List.copyOf(new TreeSet<>(all.filter(Files::isRegularFile)
                    .map(file -> base.relativize(file).toString())
                    .toList()));
        }
    }
}
