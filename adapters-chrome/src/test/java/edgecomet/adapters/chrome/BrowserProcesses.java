package edgecomet.adapters.chrome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of the browsers whose profiles are in a directory. */
final class BrowserProcesses {
    private BrowserProcesses() {}

    /** Returns every one: guards, browsers and their children. */
    static List<ProcessHandle> all(Path directory) {
        return marked(directory)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
    }

    /** Returns the browser processes proper. */
    static List<ProcessHandle> main(Path directory) {
        return marked(directory)
                .filter(process -> process.info().command().orElse("").contains("/lib/"))
                .toList();
    }

    /** Returns the processes in which pages run. */
    static List<ProcessHandle> renderers(Path directory) {
        return all(directory).stream()
                .filter(process -> commandLine(process).contains("--type=renderer"))
                .toList();
    }

    /** The kernel's own word: of processes that a zygote made, the JDK reports none. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    static void stop(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isStopped(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return false; // it has gone
        }
    }

    private static Stream<ProcessHandle> marked(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("--user-data-dir=" + directory));
    }
}
