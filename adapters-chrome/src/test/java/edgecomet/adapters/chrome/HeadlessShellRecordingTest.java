package edgecomet.adapters.chrome;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract in the headless shell. */
class HeadlessShellRecordingTest extends RecordingContract {
    private static ChromeBrowser browser;

    @BeforeAll
    static void startBrowser(@TempDir Path directory) throws Exception {
        browser = ChromeBrowser.start(Renders.settings(directory, 2, Renders.installed("chromium-headless-shell")));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @Override
    ChromeBrowser browser() {
        return browser;
    }
}
