package edgecomet.adapters.chrome.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the browser to start (spec 05 §4). */
public final class ChromiumBinary {

    /** The headless shell comes first: it needs a fifth of the processor time and half of the memory (ADR 3). */
    private static final List<String> NAMES = List.of(
            "chromium-headless-shell",
            "headless_shell",
            "headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "google-chrome-beta",
            "google-chrome-unstable",
            "/usr/bin/google-chrome",
            "/usr/local/bin/chrome",
            "/snap/bin/chromium",
            "chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static final String ADVICE =
            "install the package chromium-headless-shell or chromium (Debian: apt-get install chromium-headless-shell)";

    private ChromiumBinary() {}

    /**
     * Returns the configured browser, or the first of the known ones that is installed.
     *
     * @throws BrowserStartException if there is none, with what to install
     */
    public static Path find(@Nullable Path configured) throws BrowserStartException {
        return find(configured, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static Path find(@Nullable Path configured, String searchPath) throws BrowserStartException {
        if (configured != null) {
            if (!Files.isExecutable(configured)) {
                throw new BrowserStartException("no browser at " + configured + ": correct the path, or " + ADVICE);
            }
            return configured;
        }
        return NAMES.stream()
                .flatMap(name -> candidates(name, searchPath))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst()
                .orElseThrow(() -> new BrowserStartException("no Chromium found: " + ADVICE));
    }

    private static Stream<Path> candidates(String name, String searchPath) {
        if (name.startsWith("/")) {
            return Stream.of(Path.of(name));
        }
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name));
    }
}
