package edgecomet.adapters.chrome;

import java.io.IOException;
import java.nio.file.Path;

/** A render service in a process of its own, there to be killed. */
final class KilledService {
    private static final String READY = "READY";

    private KilledService() {}

    static Process start(Path directory) throws IOException {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledService.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (service.inputReader().lines().noneMatch(READY::equals)) {
            throw new IOException("the service did not start");
        }
        return service;
    }

    /** Starts a pool, says so and stays. */
    public static void main(String[] arguments) throws Exception {
        ChromeBrowser.start(Renders.settings(Path.of(arguments[0]), 1));
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
