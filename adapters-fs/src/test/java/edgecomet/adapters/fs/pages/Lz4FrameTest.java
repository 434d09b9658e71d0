package edgecomet.adapters.fs.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FrameTest {

    private static final byte[] TEXT = "the quick brown fox ".repeat(20_000).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024, 400_000, 4 << 20, (4 << 20) + 1, 9_000_000})
    void writes_frames_that_the_library_reads(int size) throws IOException {
        byte[] body = halfNoise(size);
        byte[] frame = Lz4Frame.compress(body);
        try (LZ4FrameInputStream library = new LZ4FrameInputStream(new ByteArrayInputStream(frame))) {
            assertArrayEquals(body, library.readAllBytes());
        }
        assertArrayEquals(body, Lz4Frame.decompress(frame, size).orElseThrow());
    }

    @Test
    void writes_the_header_that_other_makes_write() {
        assertEquals("04224d186470b9", HexFormat.of().formatHex(Lz4Frame.compress(TEXT), 0, 7));
    }

    @Test
    void reads_frames_with_every_option_of_the_library() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (BLOCKSIZE blockSize : BLOCKSIZE.values()) {
            try (LZ4FrameOutputStream library = new LZ4FrameOutputStream(
                    bytes,
                    blockSize,
                    TEXT.length,
                    FLG.Bits.BLOCK_INDEPENDENCE,
                    FLG.Bits.BLOCK_CHECKSUM,
                    FLG.Bits.CONTENT_CHECKSUM,
                    FLG.Bits.CONTENT_SIZE)) {
                library.write(TEXT);
            }
            bytes.writeBytes(skippableFrame());
        }
        int frames = BLOCKSIZE.values().length;
        byte[] expected = new byte[TEXT.length * frames];
        for (int i = 0; i < frames; i++) {
            System.arraycopy(TEXT, 0, expected, i * TEXT.length, TEXT.length);
        }
        assertArrayEquals(
                expected,
                Lz4Frame.decompress(bytes.toByteArray(), expected.length).orElseThrow());
    }

    /** The second block is nothing but a copy of 19 bytes from 20 before, and the five literals that must end a block. */
    @Test
    void reads_blocks_that_refer_to_those_before() {
        for (int first : new int[] {20, 300, 100_000}) {
            byte[] start = Arrays.copyOfRange(TEXT, 0, first);
            byte[] copy = {0x0f, 20, 0, 0, 0x50, 't', 'a', 'i', 'l', '!'};
            byte[] end = concat(Arrays.copyOfRange(start, first - 20, first - 1), bytes("tail!"));
            byte[] body = concat(start, end);
            byte[] frame = linkedFrame(body, start, copy);
            assertArrayEquals(body, Lz4Frame.decompress(frame, body.length).orElseThrow());
        }
    }

    /** Made of {@link #TEXT} by {@code lz4 -BD -B4}, version 1.9.4. */
    @Test
    void reads_linked_blocks_of_the_reference_program() throws IOException {
        try (InputStream resource = Lz4FrameTest.class.getResourceAsStream("linked-blocks.lz4")) {
            assertArrayEquals(
                    TEXT,
                    Lz4Frame.decompress(resource.readAllBytes(), TEXT.length).orElseThrow());
        }
    }

    @Test
    void reads_nothing_of_a_frame_with_any_one_byte_changed() {
        byte[] body = Arrays.copyOf(TEXT, 3000);
        byte[] frame = Lz4Frame.compress(body);
        for (int i = 0; i < frame.length; i++) {
            byte[] damaged = frame.clone();
            damaged[i] ^= 0x11;
            Optional<byte[]> read = Lz4Frame.decompress(damaged, body.length);
            read.ifPresent(bytes -> assertArrayEquals(body, bytes));
        }
    }

    @Test
    void reads_nothing_of_a_frame_that_is_cut_short() {
        byte[] frame = Lz4Frame.compress(Arrays.copyOf(TEXT, 3000));
        for (int length = 0; length < frame.length; length++) {
            assertEquals(Optional.empty(), Lz4Frame.decompress(Arrays.copyOf(frame, length), 3000));
        }
    }

    private static byte[] linkedFrame(byte[] body, byte[] rawBlock, byte[] linkedBlock) {
        var hash = XXHashFactory.safeInstance().hash32();
        ByteBuffer frame =
                ByteBuffer.allocate(rawBlock.length + linkedBlock.length + 23).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0x184D2204).put((byte) 0x44).put((byte) 0x70);
        frame.put((byte) (hash.hash(frame.array(), 4, 2, 0) >>> 8));
        frame.putInt(rawBlock.length | 0x80000000).put(rawBlock);
        frame.putInt(linkedBlock.length).put(linkedBlock);
        frame.putInt(0).putInt(hash.hash(body, 0, body.length, 0));
        return frame.array();
    }

    private static byte[] skippableFrame() {
        return ByteBuffer.allocate(13)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A53)
                .putInt(5)
                .put(bytes("notes"))
                .array();
    }

    private static byte[] halfNoise(int size) {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        Arrays.fill(body, 0, size / 2, (byte) 'x');
        return body;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
