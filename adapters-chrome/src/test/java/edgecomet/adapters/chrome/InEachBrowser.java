package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a class of tests in the one browser and in the other, one test at a time, each with a site of its own. */
@Timeout(value = 60, unit = SECONDS)
@ParameterizedClass
@ValueSource(strings = {"chromium-headless-shell", "chromium"})
abstract class InEachBrowser {
    static ChromeBrowser browser;

    private static Path directory;

    OriginSite site;

    @BeforeParameterizedClassInvocation
    static void startBrowser(String binary) throws Exception {
        directory = Files.createTempDirectory("browser-under-test");
        browser = ChromeBrowser.start(Renders.settings(directory, 2, Renders.installed(binary)));
    }

    @AfterParameterizedClassInvocation
    static void stopBrowser() throws Exception {
        browser.close();
        Files.delete(directory);
    }

    @BeforeEach
    void openSite() {
        site = new OriginSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }
}
