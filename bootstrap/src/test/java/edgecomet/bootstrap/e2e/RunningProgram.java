package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.testing.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the packaged distribution as a process of its own, with what it has printed so far. */
final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private RunningProgram(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Starts a program of {@code bin/} in a working directory of its own. */
    static RunningProgram start(Path workingDirectory, String program, String... arguments) {
        return start(workingDirectory, Map.of(), program, arguments);
    }

    /** Starts a program with more variables in its environment. */
    static RunningProgram start(
            Path workingDirectory, Map<String, String> environment, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.bin(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingDirectory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            return new RunningProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line that contains the text; fails, with all that was printed, if the program ends without it. */
    RunningProgram untilItSays(String text) {
        Eventually.eventually(() -> "«" + text + "» in:\n" + output(), () -> {
            if (says(text)) {
                return true;
            }
            if (!process.isAlive() && !reader.isAlive()) {
                throw new AssertionError("ended without «" + text + "»:\n" + output());
            }
            return false;
        });
        return this;
    }

    boolean says(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** Tells whether one of its lines has all these texts. */
    boolean saysInOneLine(String... texts) {
        return lines.stream().anyMatch(line -> Stream.of(texts).allMatch(line::contains));
    }

    String output() {
        return String.join("\n", lines);
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGHUP. */
    RunningProgram hangUp() {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-HUP", String.valueOf(pid()))
                            .start()
                            .waitFor());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM and returns the exit code. {@link Process#destroy} would close the output as well. */
    int terminate() {
        process.toHandle().destroy();
        return exitCode();
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after 60 s:\n" + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the processes that this one started, and theirs. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(descendants());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output closed: " + e.getMessage() + ")");
        }
    }
}
