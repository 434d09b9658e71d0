package edgecomet.adapters.http.renderer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The binary frame of a rendered page: four bytes of length, metadata in JSON, the HTML (spec 05 §2.2). */
final class RenderFrame {

    /** The content type, compared as a whole: a parameter makes it another one. */
    static final String CONTENT_TYPE = "application/octet-stream";

    private static final int PREFIX = Integer.BYTES;

    private RenderFrame() {}

    /** What a body turns out to be. */
    sealed interface Content {

        /** The parts of a frame. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Parts(byte[] metadata, byte[] html) implements Content {}

        /** No frame. */
        record Malformed(String message) implements Content {}
    }

    static byte[] join(byte[] metadata, byte[] html) {
        return ByteBuffer.allocate(PREFIX + metadata.length + html.length)
                .putInt(metadata.length)
                .put(metadata)
                .put(html)
                .array();
    }

    static Content split(byte[] body) {
        if (body.length < PREFIX) {
            return new Content.Malformed("response too short for binary format: " + body.length + " bytes");
        }
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(body).getInt());
        if (PREFIX + length > body.length) {
            return new Content.Malformed("invalid metadata length: " + length + " (total body: " + body.length + ")");
        }
        int html = PREFIX + (int) length;
        return new Content.Parts(Arrays.copyOfRange(body, PREFIX, html), Arrays.copyOfRange(body, html, body.length));
    }
}
