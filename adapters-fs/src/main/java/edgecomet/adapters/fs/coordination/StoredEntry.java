package edgecomet.adapters.fs.coordination;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.header.Headers;
import edgecomet.domain.seo.IndexStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry and when the store forgets it, as bytes: the end in milliseconds, the fields in order, and a checksum over
 * both. The key is not among them, it is what they are stored under.
 */
record StoredEntry(CacheEntry entry, Instant end) {

    private static final long NONE = Long.MIN_VALUE;
    private static final int LEAST_BYTES = Long.BYTES + Integer.BYTES;

    /** Returns whether the time of an entry is over. Bytes that are no entry have ended, too. */
    static boolean hasEnded(byte[] bytes, Instant now) {
        return bytes.length < LEAST_BYTES || ByteBuffer.wrap(bytes).getLong() <= now.toEpochMilli();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(end.toEpochMilli());
            writeText(out, entry.url());
            writeText(out, entry.filePath().text());
            writeText(out, entry.dimension());
            writeText(out, entry.requestId());
            out.writeLong(entry.createdAt().getEpochSecond());
            out.writeLong(entry.expiresAt().getEpochSecond());
            out.writeLong(entry.size());
            out.writeLong(entry.diskSize());
            out.writeLong(entry.lastAccess().getEpochSecond());
            writeText(out, entry.source().label());
            out.writeInt(entry.statusCode());
            writeHeaders(out, entry.headers());
            writeTexts(out, entry.gatewayIds());
            Instant hit = entry.lastBotHit();
            out.writeLong(hit == null ? NONE : hit.getEpochSecond());
            IndexStatus status = entry.indexStatus();
            out.writeInt(status == null ? 0 : status.code());
            writeText(out, entry.title());
            out.writeInt(checksum(bytes.toByteArray(), out.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns what the bytes say; empty if they are damaged. */
    static Optional<StoredEntry> read(CacheKey key, byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < Long.BYTES || ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Instant end = Instant.ofEpochMilli(in.readLong());
            CacheEntry entry = new CacheEntry(
                    key,
                    readText(in),
                    new PagePath(readText(in)),
                    readText(in),
                    readText(in),
                    readInstant(in),
                    readInstant(in),
                    in.readLong(),
                    in.readLong(),
                    readInstant(in),
                    EntrySource.ofLabel(readText(in)).orElseThrow(() -> new IOException("source")),
                    in.readInt(),
                    readHeaders(in),
                    readTexts(in),
                    readOptionalInstant(in),
                    IndexStatus.ofCode(in.readInt()).orElse(null),
                    readText(in));
            return Optional.of(new StoredEntry(entry, end));
        } catch (IOException e) {
            return Optional.empty(); // written by a later version
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(readText(in));
        }
        return texts;
    }

    private static void writeHeaders(DataOutputStream out, Headers headers) throws IOException {
        Map<String, List<String>> map = headers.asMap();
        out.writeInt(map.size());
        for (Map.Entry<String, List<String>> header : map.entrySet()) {
            writeText(out, header.getKey());
            writeTexts(out, header.getValue());
        }
    }

    private static Headers readHeaders(DataInputStream in) throws IOException {
        Headers.Builder headers = Headers.builder();
        for (int left = in.readInt(); left > 0; left--) {
            String name = readText(in);
            readTexts(in).forEach(value -> headers.add(name, value));
        }
        return headers.build();
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong());
    }

    private static @Nullable Instant readOptionalInstant(DataInputStream in) throws IOException {
        long seconds = in.readLong();
        return seconds == NONE ? null : Instant.ofEpochSecond(seconds);
    }
}
