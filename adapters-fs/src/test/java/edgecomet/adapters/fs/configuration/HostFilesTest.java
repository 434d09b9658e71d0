package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code hosts.include} finds (spec 01 §4.4). */
class HostFilesTest {

    @TempDir
    Path directory;

    @BeforeEach
    void someFiles() throws IOException {
        for (String name : List.of(
                "h/b.yaml", "h/a.yaml", "h/.hidden.yaml", "h/c.yml", "h/[x].yaml", "h/deep/d.yaml", "g/e.yaml")) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "h | h/.hidden.yaml h/[x].yaml h/a.yaml h/b.yaml",
                "h/ | h/.hidden.yaml h/[x].yaml h/a.yaml h/b.yaml",
                "h/*.yaml | h/.hidden.yaml h/[x].yaml h/a.yaml h/b.yaml",
                "h/*.yml | h/c.yml",
                "h/a.yaml | h/a.yaml",
                "h/?.yaml | h/a.yaml h/b.yaml",
                "h/[ab].yaml | h/a.yaml h/b.yaml",
                "h/[a-b].yaml | h/a.yaml h/b.yaml",
                "h/[^a].yaml | h/b.yaml",
                "h/\\[x\\].yaml | h/[x].yaml",
                "h/**/*.yaml | h/deep/d.yaml",
                "*/?.yaml | g/e.yaml h/a.yaml h/b.yaml",
                "./h/../h/a.yaml | h/a.yaml"
            },
            delimiter = '|')
    void filesAreFoundInByteOrder(String include, String files) {
        HostFiles.Found found = HostFiles.find(directory.resolve("main.yaml"), include);
        assertEquals(
                List.of(files.split(" ", -1)),
                ((HostFiles.Found.Paths) found)
                        .files().stream()
                                .map(file ->
                                        directory.relativize(file.normalize()).toString())
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "h/*.json", "h/[!a].json", "none/*.yaml", "h/a.yaml/*"})
    void nothingFoundIsSaidWithTheTextOfTheFile(String include) {
        assertNothing(include, "no host files found matching pattern '" + include + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h/[", "h/[]", "h/[a", "h/[b-a]", "h/a\\", "h/[a-"})
    void aMalformedGlobIsSaid(String include) {
        assertNothing(include, "invalid glob pattern '" + include + "': syntax error in pattern");
    }

    @Test
    void aDirectoryAmongTheFilesIsSaid() throws IOException {
        Path wrong = Files.createDirectory(directory.resolve("h/z.yaml"));
        assertNothing("h", "failed to read hosts file: read " + wrong + ": is a directory");
    }

    @Test
    void theKeyIsRequired() {
        assertNothing("", "hosts.include is required in configuration");
    }

    private void assertNothing(String include, String reason) {
        assertEquals(new HostFiles.Found.Nothing(reason), HostFiles.find(directory.resolve("main.yaml"), include));
    }
}
