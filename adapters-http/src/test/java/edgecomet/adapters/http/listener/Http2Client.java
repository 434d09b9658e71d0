package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** A client of HTTP/2 that sends exactly the frames that a test says. */
final class Http2Client implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int ACK = 1;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    /** Begins on a connection that has agreed on HTTP/2. */
    Http2Client(Socket socket) {
        this.socket = socket;
        try {
            out = new DataOutputStream(socket.getOutputStream());
            in = new DataInputStream(socket.getInputStream());
            out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** One frame of the server. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int type, int flags, int stream, byte[] payload, String status) {

        /** The error of an RST_STREAM or GOAWAY frame. */
        int error() {
            int at = type == GO_AWAY ? 4 : 0;
            return (payload[at] & 0xFF) << 24
                    | (payload[at + 1] & 0xFF) << 16
                    | (payload[at + 2] & 0xFF) << 8
                    | (payload[at + 3] & 0xFF);
        }
    }

    /** Sends a frame; returns false where the server has closed. */
    boolean send(int type, int flags, int stream, byte[] payload) {
        try {
            out.write(frame(type, flags, stream, payload));
            out.flush();
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends many frames in one write; returns false where the server has closed. */
    boolean sendAll(byte[] frames) {
        try {
            out.write(frames);
            out.flush();
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream frame = new DataOutputStream(bytes)) {
            frame.writeByte(payload.length >> 16);
            frame.writeShort(payload.length);
            frame.writeByte(type);
            frame.writeByte(flags);
            frame.writeInt(stream);
            frame.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Asks for a path on a stream. */
    void get(int stream, String path) {
        send(HEADERS, END_HEADERS | END_STREAM, stream, head("GET", path));
    }

    /** Encodes the head of a request, without a table and without compression. */
    static byte[] head(String method, String path, String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        field(block, ":method", method);
        field(block, ":scheme", "https");
        field(block, ":authority", "gateway");
        field(block, ":path", path);
        for (int i = 0; i < fields.length; i += 2) {
            field(block, fields[i], fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0x10);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                block.write((length & 0x7F) | 0x80);
            }
            block.write(length);
        }
        block.writeBytes(bytes);
    }

    /** Reads the next frame; empty where the server has closed. */
    Optional<Frame> next() {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & 0x7FFFFFFF;
            byte[] payload = in.readNBytes(length);
            return Optional.of(new Frame(type, flags, stream, payload, type == HEADERS ? decoded(payload) : ""));
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server neither answers nor closes", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to a frame; empty where the server closes before it. */
    Optional<Frame> until(Predicate<Frame> wanted) {
        Optional<Frame> frame = next();
        while (frame.isPresent() && !wanted.test(frame.get())) {
            frame = next();
        }
        return frame;
    }

    /** Reads the status of the answer on a stream. */
    String status(int stream) {
        return until(f -> f.type() == HEADERS && f.stream() == stream)
                .orElseThrow(() -> new AssertionError("closed without an answer"))
                .status();
    }

    /** Each block depends on those before it, so every one is decoded. */
    private String decoded(byte[] payload) {
        ByteBuf block = Unpooled.wrappedBuffer(payload);
        try {
            return String.valueOf(decoder.decodeHeaders(0, block).status());
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        } finally {
            block.release();
        }
    }

    /** Returns whether the server ends the connection, and drops what it says before. */
    boolean isEnded() {
        return until(frame -> false).isEmpty();
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
