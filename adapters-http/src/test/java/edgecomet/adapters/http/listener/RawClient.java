package edgecomet.adapters.http.listener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A client that sends exactly the bytes that a test says and reads answers one by one. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    public RawClient(int port) {
        this(plain(port));
    }

    RawClient(Socket socket) {
        this.socket = socket;
    }

    private static Socket plain(int port) {
        try {
            Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One answer, with its body as text.
     *
     * @param lines of the head, without the status line
     */
    public record Answer(int status, List<String> lines, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends text, one byte for each char. A server that has closed already is no failure of the sender. */
    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // What the server has said before it closed is still to be read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public RawClient get(String target) {
        return send("GET " + target + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
    }

    /** Reads the next answer. */
    public Answer answer() {
        return next().orElseThrow(() -> new AssertionError("the connection was closed without an answer"));
    }

    /** Reads the next answer; empty where the server has closed instead. */
    Optional<Answer> next() {
        return read(false);
    }

    /** Reads the next answer, to a request whose answer has no body whatever its length says. */
    public Answer answerToHead() {
        return read(true).orElseThrow();
    }

    /** Returns whether there is something to read by now. */
    boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the server takes another byte; it does not after it has closed. */
    boolean isWritable() {
        try {
            socket.getOutputStream().write('\n');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether the server closes without another byte. */
    public boolean isClosed() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Answer> read(boolean head) {
        try {
            List<String> lines = head().lines().filter(line -> !line.isEmpty()).toList();
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int status = Integer.parseInt(lines.getFirst(), 9, 12, 10);
            String length = headers.get("content-length");
            byte[] body = head || length == null || status < 200
                    ? new byte[0]
                    : socket.getInputStream().readNBytes(Integer.parseInt(length));
            return Optional.of(new Answer(
                    status, lines.subList(1, lines.size()), headers, new String(body, StandardCharsets.UTF_8)));
        } catch (SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0) {
            head.write(octet);
            String text = octet == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
            octet = in.read();
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
