package edgecomet.adapters.chrome.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChromiumProcessTest {

    /** One that is left would go on writing to a profile that is being deleted. */
    @RepeatedTest(10)
    @Timeout(value = 60, unit = SECONDS)
    void ofABrowserThatHasEndedNoProcessIsLeft(@TempDir Path profile) throws Exception {
        ChromiumProcess browser = ChromiumProcess.start(ChromiumBinary.find(null, System.getenv("PATH")), profile);
        ProcessGroup group = new ProcessGroup(browser.pid());

        browser.kill();

        browser.ended().get(10, SECONDS);
        assertTrue(group.isEmpty());
    }
}
