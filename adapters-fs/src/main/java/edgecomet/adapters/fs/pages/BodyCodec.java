package edgecomet.adapters.fs.pages;

import edgecomet.domain.cache.Compression;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.util.Arrays;
import java.util.Optional;

/** Bodies as they lie in files: as they are, as one Snappy block, or as LZ4 frames (spec 03 §6). */
final class BodyCodec {

    /** No format of ours makes less than a 256th of a body; what claims more was not made from one. */
    private static final long MAXIMUM_RATIO = 256;

    private static final int HEADER_ALLOWANCE = 64;

    private BodyCodec() {}

    /** Returns a length that no compressed form of a body of this size exceeds, in any of the formats. */
    static long longestCompressed(long size) {
        return HEADER_ALLOWANCE + size + size / 6;
    }

    static byte[] compress(Compression compression, byte[] body) {
        return switch (compression) {
            case NONE -> body;
            case SNAPPY -> compressSnappy(body);
            case LZ4 -> Lz4Frame.compress(body);
        };
    }

    /** Returns the body; empty if the bytes are not the compressed form of a body of this size. */
    static Optional<byte[]> decompress(Compression compression, byte[] bytes, long size) {
        if (size < 0 || size > (bytes.length + HEADER_ALLOWANCE) * MAXIMUM_RATIO || size > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        return switch (compression) {
            case NONE -> bytes.length == size ? Optional.of(bytes) : Optional.empty();
            case SNAPPY -> decompressSnappy(bytes, (int) size);
            case LZ4 -> Lz4Frame.decompress(bytes, (int) size);
        };
    }

    private static byte[] compressSnappy(byte[] body) {
        SnappyCompressor compressor = new SnappyCompressor();
        byte[] buffer = new byte[compressor.maxCompressedLength(body.length)];
        int length = compressor.compress(body, 0, body.length, buffer, 0, buffer.length);
        return Arrays.copyOf(buffer, length);
    }

    private static Optional<byte[]> decompressSnappy(byte[] bytes, int size) {
        try {
            if (SnappyDecompressor.getUncompressedLength(bytes, 0) != size) {
                return Optional.empty();
            }
            byte[] body = new byte[size];
            int length = new SnappyDecompressor().decompress(bytes, 0, bytes.length, body, 0, size);
            return length == size ? Optional.of(body) : Optional.empty();
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
