package edgecomet.application.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** As much of ASN.1's DER as it takes to put a key into another envelope: tag, length, content. */
final class Der {

    private Der() {}

    /** Writes a value whose content is the parts, one after the other. */
    static byte[] value(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Returns the content of the first value with this tag in a sequence of values; empty if there is none. */
    static Optional<byte[]> find(byte[] values, int tag) {
        int at = 0;
        while (at + 2 <= values.length) {
            int first = values[at + 1] & 0xFF;
            int bytes = first < 0x80 ? 0 : first & 0x7F;
            int from = at + 2 + bytes;
            if (bytes > 3 || from > values.length) {
                return Optional.empty();
            }
            int length = bytes == 0 ? first : number(values, at + 2, from);
            if (length > values.length - from) {
                return Optional.empty();
            }
            if ((values[at] & 0xFF) == tag) {
                return Optional.of(Arrays.copyOfRange(values, from, from + length));
            }
            at = from + length;
        }
        return Optional.empty();
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | (bytes[i] & 0xFF);
        }
        return number;
    }
}
