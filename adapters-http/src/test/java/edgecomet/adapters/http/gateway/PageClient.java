package edgecomet.adapters.http.gateway;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client that reads the body of an answer as slowly as a test likes, and knows whether it got all of it by what each
 * version of HTTP says about that.
 */
final class PageClient implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int RECEIVE_BYTES = 16 * 1024;

    private final Socket socket = new Socket();
    private int status;
    private Map<String, String> headers = Map.of();
    private Framing framing = Framing.CLOSE;
    private long left;

    private enum Framing {
        LENGTH,
        CHUNKS,
        CLOSE
    }

    PageClient(int port) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    /** Asks for a page and reads the head of its answer. */
    PageClient get(String url) throws IOException {
        return ask("GET", url, "HTTP/1.1");
    }

    PageClient ask(String method, String url, String version) throws IOException {
        String request = BypassingGateway.request(method, url).replace("HTTP/1.1", version);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        readHead();
        return this;
    }

    private void readHead() throws IOException {
        status = Integer.parseInt(line(), 9, 12, 10);
        headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.containsKey("content-length")) {
            framing = Framing.LENGTH;
            left = Long.parseLong(headers.get("content-length"));
        } else if (header("transfer-encoding").equals("chunked")) {
            framing = Framing.CHUNKS;
            left = 0;
        }
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What came of a body, and whether the client can take it for all of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(byte[] bytes, boolean complete) {}

    /** Reads so many bytes of the body. */
    byte[] read(int count) throws IOException {
        Body body = readUpTo(count);
        if (body.bytes().length < count) {
            throw new EOFException("after " + body.bytes().length + " bytes of " + count);
        }
        return body.bytes();
    }

    Body readToEnd() throws IOException {
        return readUpTo(Long.MAX_VALUE);
    }

    private Body readUpTo(long most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            while (body.size() < most) {
                if (left == 0 && framing != Framing.CLOSE && !beginChunk()) {
                    return new Body(body.toByteArray(), true);
                }
                long now = Math.min(most - body.size(), framing == Framing.CLOSE ? buffer.length : left);
                int count = socket.getInputStream().read(buffer, 0, (int) Math.min(buffer.length, now));
                if (count < 0) {
                    return new Body(body.toByteArray(), framing == Framing.CLOSE);
                }
                body.write(buffer, 0, count);
                left -= count;
                if (left == 0 && framing == Framing.CHUNKS) {
                    line();
                }
            }
            return new Body(body.toByteArray(), false);
        } catch (SocketException | EOFException e) {
            return new Body(body.toByteArray(), false);
        }
    }

    /** Returns whether there is another chunk. */
    private boolean beginChunk() throws IOException {
        if (framing == Framing.LENGTH) {
            return false;
        }
        left = Long.parseLong(line(), 16);
        if (left == 0) {
            line();
        }
        return left > 0;
    }

    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("no whole line: " + line);
            }
            line.append((char) octet);
            octet = in.read();
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
