package edgecomet.adapters.fs.pages;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The LZ4 frame format around a library's blocks.
 *
 * <p>A frame is a header (magic number, flags, block size, optional content size and dictionary id, one byte of
 * checksum), blocks (length, bytes, optional checksum) up to a length of zero, and an optional checksum of the content.
 * What is written has independent blocks of at most 4 MiB and a content checksum. What is read may have any legal
 * options: frames of other writers in a row, skippable frames, and blocks that refer to the bytes before them.
 *
 * <p>Blocks of the last kind need the 64 KiB before them, and the library decodes a block only on its own. So a
 * sequence is put in front of such a block that makes the decoder produce those bytes first. A sequence is literals
 * followed by a copy of at least four bytes from before; it is given the last four bytes of the window, then the window
 * without them, all as literals, and a copy of four from a window's length before: which are those last four. After it
 * the output ends with the window, and the block's own references reach into it.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here wraps a whole array
final class Lz4Frame {

    private static final int MAGIC = 0x184D2204;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;

    private static final int VERSION_MASK = 0xC0;
    private static final int VERSION_1 = 0x40;
    private static final int INDEPENDENT = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int RESERVED_FLAG = 0x02;
    private static final int DICTIONARY_ID = 0x01;

    private static final int WRITTEN_FLAGS = VERSION_1 | INDEPENDENT | CONTENT_CHECKSUM;
    private static final int WRITTEN_BLOCK_SIZE = 0x70;
    private static final int LARGEST_BLOCK = 4 << 20;
    private static final int STORED_RAW = 0x80000000;
    private static final int COMPRESSION_SLACK = 16;
    private static final int FRAME_OVERHEAD = 15;
    private static final int BLOCK_OVERHEAD = Integer.BYTES + COMPRESSION_SLACK;

    private static final int WINDOW = 65_535;
    private static final int LEAST_COPY = 4;
    private static final int LONG_RUN = 15;

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();
    private static final XXHash32 HASH = XXHashFactory.safeInstance().hash32();

    private Lz4Frame() {}

    static byte[] compress(byte[] body) {
        int blocks = body.length / LARGEST_BLOCK + 1;
        int bound = FRAME_OVERHEAD + blocks * BLOCK_OVERHEAD + COMPRESSOR.maxCompressedLength(body.length);
        ByteBuffer frame = littleEndian(new byte[bound]);
        frame.putInt(MAGIC).put((byte) WRITTEN_FLAGS).put((byte) WRITTEN_BLOCK_SIZE);
        frame.put(headerChecksum(frame.array(), Integer.BYTES, 2));
        for (int from = 0; from < body.length; from += LARGEST_BLOCK) {
            putBlock(frame, body, from, Math.min(LARGEST_BLOCK, body.length - from));
        }
        frame.putInt(0).putInt(HASH.hash(body, 0, body.length, 0));
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Returns the content of all frames together; empty if they are damaged or have not this many bytes. */
    static Optional<byte[]> decompress(byte[] bytes, int size) {
        byte[] body = new byte[size];
        ByteBuffer frames = littleEndian(bytes);
        try {
            int length = 0;
            while (frames.hasRemaining()) {
                int magic = frames.getInt();
                if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
                    skip(frames, frames.getInt());
                } else {
                    check(magic == MAGIC);
                    length = readFrame(frames, body, length);
                }
            }
            return length == size ? Optional.of(body) : Optional.empty();
        } catch (DamagedFrameException | LZ4Exception | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static void putBlock(ByteBuffer frame, byte[] body, int from, int length) {
        int lengthAt = frame.position();
        int dataAt = lengthAt + Integer.BYTES;
        int packed =
                COMPRESSOR.compress(body, from, length, frame.array(), dataAt, COMPRESSOR.maxCompressedLength(length));
        if (packed < length) {
            frame.putInt(packed).position(dataAt + packed);
        } else {
            frame.putInt(length | STORED_RAW).put(body, from, length);
        }
    }

    private static int readFrame(ByteBuffer frame, byte[] body, int start) throws DamagedFrameException {
        int headerAt = frame.position();
        int flags = frame.get();
        check((flags & VERSION_MASK) == VERSION_1 && (flags & (RESERVED_FLAG | DICTIONARY_ID)) == 0);
        frame.get(); // the size of the blocks matters to who allocates for them
        long contentSize = (flags & CONTENT_SIZE) == 0 ? -1 : frame.getLong();
        check(headerChecksum(frame.array(), headerAt, frame.position() - headerAt) == frame.get());
        int end = start;
        for (int head = frame.getInt(); head != 0; head = frame.getInt()) {
            int length = head & ~STORED_RAW;
            int dataAt = frame.position();
            skip(frame, length);
            if ((flags & BLOCK_CHECKSUM) != 0) {
                check(frame.getInt() == HASH.hash(frame.array(), dataAt, length, 0));
            }
            int windowAt = (flags & INDEPENDENT) != 0 ? end : Math.max(start, end - WINDOW);
            if (head < 0) {
                check(length <= body.length - end);
                System.arraycopy(frame.array(), dataAt, body, end, length);
                end += length;
            } else if (end - windowAt < LEAST_COPY) {
                end += DECOMPRESSOR.decompress(frame.array(), dataAt, length, body, end, body.length - end);
            } else {
                end += readLinkedBlock(frame.array(), dataAt, length, body, windowAt, end);
            }
        }
        check(contentSize < 0 || contentSize == end - start);
        check((flags & CONTENT_CHECKSUM) == 0 || frame.getInt() == HASH.hash(body, start, end - start, 0));
        return end;
    }

    /** Returns how many bytes the block added to the body. */
    private static int readLinkedBlock(byte[] frame, int dataAt, int length, byte[] body, int windowAt, int end) {
        int window = end - windowAt;
        ByteBuffer primed = littleEndian(new byte[window + window / 255 + 4 + length]);
        putLiteralRun(primed, window);
        primed.put(body, end - LEAST_COPY, LEAST_COPY).put(body, windowAt, window - LEAST_COPY);
        primed.putShort((short) window).put(frame, dataAt, length);
        byte[] output = new byte[window + LEAST_COPY + body.length - end];
        int made = DECOMPRESSOR.decompress(primed.array(), 0, primed.position(), output, 0, output.length);
        int added = made - window - LEAST_COPY;
        System.arraycopy(output, window + LEAST_COPY, body, end, added);
        return added;
    }

    /** Begins a sequence of this many literals and a copy of four: a token, and what the token has no room for. */
    private static void putLiteralRun(ByteBuffer sequence, int literals) {
        sequence.put((byte) (Math.min(literals, LONG_RUN) << 4));
        int rest = literals - LONG_RUN;
        for (; rest >= 255; rest -= 255) {
            sequence.put((byte) 255);
        }
        if (rest >= 0) {
            sequence.put((byte) rest);
        }
    }

    private static byte headerChecksum(byte[] frame, int from, int length) {
        return (byte) (HASH.hash(frame, from, length, 0) >>> 8);
    }

    private static void skip(ByteBuffer buffer, int length) throws DamagedFrameException {
        check(length >= 0 && length <= buffer.remaining());
        buffer.position(buffer.position() + length);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(boolean legal) throws DamagedFrameException {
        if (!legal) {
            throw new DamagedFrameException();
        }
    }

    /** The bytes are no frame that could be read. */
    private static final class DamagedFrameException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedFrameException() {
            super(null, null, false, false);
        }
    }
}
