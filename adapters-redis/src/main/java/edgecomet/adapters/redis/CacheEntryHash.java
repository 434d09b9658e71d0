package edgecomet.adapters.redis;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.header.Headers;
import edgecomet.domain.seo.IndexStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry as the fields of a Redis hash, each a text (spec 03 §4.1). */
final class CacheEntryHash {

    static final String LAST_BOT_HIT = "last_bot_hit";
    static final String GATEWAY_IDS = "eg_ids";

    private static final long LARGEST_NUMBER = Integer.MAX_VALUE * 1000L;

    private CacheEntryHash() {}

    /** What a hash turned out to be. */
    sealed interface Decoded {

        /** An entry. */
        record Entry(CacheEntry entry) implements Decoded {}

        /** Nothing, or a remnant that a bot hit left behind after its entry had ended. */
        record Absent() implements Decoded {}

        /** Neither. */
        record Unreadable(String reason) implements Decoded {}
    }

    static SequencedMap<String, String> encode(CacheEntry entry) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("key", entry.key().text());
        fields.put("url", entry.url());
        fields.put("file_path", entry.filePath().text());
        fields.put("host_id", Integer.toString(entry.key().hostId()));
        fields.put("dimension", entry.dimension());
        fields.put("request_id", entry.requestId());
        fields.put("created_at", seconds(entry.createdAt()));
        fields.put("expires_at", seconds(entry.expiresAt()));
        fields.put("size", Long.toString(entry.size()));
        fields.put("disk_size", Long.toString(entry.diskSize()));
        fields.put("last_access", seconds(entry.lastAccess()));
        fields.put("source", entry.source().label());
        fields.put("status_code", Integer.toString(entry.statusCode()));
        if (!entry.headers().isEmpty()) {
            fields.put("headers", writeHeaders(entry.headers()));
        }
        if (!entry.gatewayIds().isEmpty()) {
            fields.put(GATEWAY_IDS, String.join(",", entry.gatewayIds()));
        }
        Instant lastBotHit = entry.lastBotHit();
        if (lastBotHit != null) {
            fields.put(LAST_BOT_HIT, seconds(lastBotHit));
        }
        IndexStatus indexStatus = entry.indexStatus();
        if (indexStatus != null) {
            fields.put("index_status", Integer.toString(indexStatus.code()));
        }
        if (!entry.title().isEmpty()) {
            fields.put("title", entry.title());
        }
        return fields;
    }

    static Decoded decode(CacheKey key, Map<String, String> fields) {
        if (fields.isEmpty() || (fields.size() == 1 && fields.containsKey(LAST_BOT_HIT))) {
            return new Decoded.Absent();
        }
        try {
            return new Decoded.Entry(entry(key, fields));
        } catch (UnreadableFieldException e) {
            return new Decoded.Unreadable(e.getMessage());
        }
    }

    private static CacheEntry entry(CacheKey key, Map<String, String> fields) throws UnreadableFieldException {
        number(fields, "host_id");
        return new CacheEntry(
                key,
                fields.getOrDefault("url", ""),
                new PagePath(fields.getOrDefault("file_path", "")),
                fields.getOrDefault("dimension", ""),
                fields.getOrDefault("request_id", ""),
                instant(fields, "created_at"),
                instant(fields, "expires_at"),
                number(fields, "size"),
                fields.getOrDefault("disk_size", "").isEmpty() ? 0 : number(fields, "disk_size"),
                instant(fields, "last_access"),
                source(fields),
                statusCode(fields),
                readHeaders(fields.get("headers")),
                splitIds(fields.getOrDefault(GATEWAY_IDS, "")),
                optionalNumber(fields, LAST_BOT_HIT).map(Instant::ofEpochSecond).orElse(null),
                optionalNumber(fields, "index_status")
                        .flatMap(code -> IndexStatus.ofCode(code.intValue()))
                        .orElse(null),
                fields.getOrDefault("title", ""));
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private static Instant instant(Map<String, String> fields, String name) throws UnreadableFieldException {
        return Instant.ofEpochSecond(number(fields, name));
    }

    private static long number(Map<String, String> fields, String name) throws UnreadableFieldException {
        return optionalNumber(fields, name).orElseThrow(() -> new UnreadableFieldException(name));
    }

    private static int statusCode(Map<String, String> fields) throws UnreadableFieldException {
        long code = number(fields, "status_code");
        if (code != (int) code) {
            throw new UnreadableFieldException("status_code");
        }
        return (int) code;
    }

    /** Times far outside the calendar and sizes beyond it are no numbers of ours. */
    private static Optional<Long> optionalNumber(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "");
        if (text.isEmpty()) {
            return Optional.empty(); // as a rule, so it must not cost an exception
        }
        try {
            long number = Long.parseLong(text);
            return number >= -LARGEST_NUMBER && number <= LARGEST_NUMBER ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static EntrySource source(Map<String, String> fields) throws UnreadableFieldException {
        return EntrySource.ofLabel(fields.getOrDefault("source", ""))
                .orElseThrow(() -> new UnreadableFieldException("source"));
    }

    private static List<String> splitIds(String ids) {
        return Arrays.stream(ids.split(",", -1))
                .map(String::trim)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static String writeHeaders(Headers headers) {
        TreeMap<byte[], Map.Entry<String, List<String>>> sorted = new TreeMap<>(Arrays::compareUnsigned);
        headers.asMap().entrySet().forEach(e -> sorted.put(e.getKey().getBytes(StandardCharsets.UTF_8), e));
        return Json.write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, List<String>> header : sorted.values()) {
                json.writeArrayFieldStart(header.getKey());
                for (String value : header.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private static Headers readHeaders(@Nullable String text) throws UnreadableFieldException {
        if (text == null || text.isEmpty()) {
            return Headers.EMPTY;
        }
        try {
            Headers.Builder headers = Headers.builder();
            for (Map.Entry<String, @Nullable Object> header :
                    Json.readObject(text).entrySet()) {
                values(header.getValue()).forEach(value -> headers.add(header.getKey(), value));
            }
            return headers.build();
        } catch (IOException e) {
            throw new UnreadableFieldException("headers");
        }
    }

    private static List<String> values(@Nullable Object json) throws UnreadableFieldException {
        if (json == null) {
            return List.of();
        }
        if (!(json instanceof List<?> elements)) {
            throw new UnreadableFieldException("headers");
        }
        List<String> values = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof String value)) {
                throw new UnreadableFieldException("headers");
            }
            values.add(value);
        }
        return values;
    }

    /** A field that every entry must have is missing or has no legal value. */
    private static final class UnreadableFieldException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableFieldException(String name) {
            super("invalid " + name, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
