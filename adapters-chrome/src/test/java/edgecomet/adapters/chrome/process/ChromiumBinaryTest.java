package edgecomet.adapters.chrome.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which browser is taken. */
class ChromiumBinaryTest {
    @TempDir
    private Path directory;

    @Test
    void theHeadlessShellIsPreferredWhereverItIs() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        executable(first.resolve("chromium"));
        Path shell = executable(second.resolve("chromium-headless-shell"));

        assertEquals(shell, ChromiumBinary.find(null, first + File.pathSeparator + second));
    }

    @Test
    void aFileThatCannotBeExecutedIsNoBrowser() throws Exception {
        Files.createFile(directory.resolve("chromium-headless-shell"));
        Path chromium = executable(directory.resolve("chromium"));

        assertEquals(chromium, ChromiumBinary.find(null, directory.toString()));
    }

    @Test
    void aConfiguredBrowserIsTakenOrRefused() throws Exception {
        Path own = executable(directory.resolve("own"));

        assertEquals(own, ChromiumBinary.find(own, ""));
        BrowserStartException failure =
                assertThrows(BrowserStartException.class, () -> ChromiumBinary.find(directory.resolve("none"), ""));
        assertTrue(failure.getMessage().contains("apt-get install chromium-headless-shell"), failure.getMessage());
    }

    private static Path executable(Path file) throws IOException {
        Files.createFile(file);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
