package edgecomet.application.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code redis-server} of the test's own, on a free port of the loopback address, that keeps nothing on disk.
 *
 * <p>It runs until {@link #close()}, or until this JVM ends. A machine without {@code redis-server} fails the test.
 */
public final class RedisServer implements AutoCloseable {

    private static final int CONNECT_MILLIS = 500;

    private final Path directory;
    private final int port;
    private final List<String> options;
    private final @Nullable Path sentinel;
    private final Thread reaper = new Thread(this::kill);
    private Process process;

    private RedisServer(Path directory, int port, List<String> options, @Nullable Path sentinel) {
        this.directory = directory;
        this.port = port;
        this.options = options;
        this.sentinel = sentinel;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts a server with these options of the command line, such as {@code "--requirepass", "secret"}. */
    public static RedisServer start(String... options) {
        return start(null, options);
    }

    /** Starts a sentinel; it writes to the file that says what it watches. */
    public static RedisServer sentinel(Path configuration, String... options) {
        return start(configuration, options);
    }

    private static RedisServer start(@Nullable Path sentinel, String... options) {
        try {
            Path directory = Files.createTempDirectory("edgecomet-redis-");
            return new RedisServer(directory, FreePorts.next(), List.of(options), sentinel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    /** Returns the port. */
    public int port() {
        return port;
    }

    /** Returns what {@code redis-cli} prints for a command: values without quotes, a line each. */
    public String command(String... words) {
        List<String> line = new ArrayList<>(List.of("redis-cli", "-h", host(), "-p", Integer.toString(port)));
        line.addAll(List.of(words));
        try {
            Process client = new ProcessBuilder(line).redirectErrorStream(true).start();
            String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            client.onExit().join();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the server at once, as a crash does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts the server anew on the same port, empty, after {@link #kill()}. */
    public void restart() {
        process = launch();
    }

    /** Stops the server in its tracks: connections stay open, nothing answers. */
    public void pause() {
        signal("-STOP");
    }

    /** Lets a paused server go on. */
    public void resume() {
        signal("-CONT");
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(reaper);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        if (sentinel != null) {
            command.addAll(List.of(sentinel.toString(), "--sentinel"));
        } else {
            command.addAll(List.of("--save", "", "--appendonly", "no"));
        }
        command.addAll(List.of("--port", Integer.toString(port), "--bind", host(), "--daemonize", "no"));
        command.addAll(List.of("--dir", directory.toString()));
        command.addAll(options);
        Process started;
        try {
            started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "these tests need a real Redis: install redis-server (apt-get install redis-server)", e);
        }
        Eventually.eventually(() -> "redis-server answers; its log: " + log(), () -> answers(started));
        return started;
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            throw new AssertionError("redis-server ended with " + started.exitValue() + "; its log: " + log());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port), CONNECT_MILLIS);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            return first == '+' || first == '-'; // "+PONG", or "-NOAUTH" where a password is set
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill " + signal + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("redis.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
