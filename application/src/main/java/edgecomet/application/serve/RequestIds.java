package edgecomet.application.serve;

import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the id that follows a request through logs, metadata and render services (spec 02 §3). Ids have to differ, and
 * are no secret: where many requests a second are answered from memory, a generator for secrets would be felt.
 */
public final class RequestIds {

    private static final int PREFIX_LENGTH = 5;
    private static final int MAX_KEPT = 30;

    /** Creates a source of ids. Safe for concurrent use. */
    public RequestIds() {}

    /**
     * Returns an id that contains what can be kept of the client's own.
     *
     * @param offered the first {@code X-Request-ID} header; empty if there was none
     */
    public String next(String offered) {
        String kept = sanitize(offered);
        if (kept.isEmpty()) {
            return uuid(ThreadLocalRandom.current()).toString();
        }
        String prefix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), PREFIX_LENGTH);
        return prefix + "-" + kept.substring(0, Math.min(MAX_KEPT, kept.length()));
    }

    /** Returns one of version 4, as those of {@link UUID#randomUUID} are. */
    private static UUID uuid(ThreadLocalRandom random) {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    private static String sanitize(String offered) {
        StringBuilder kept = new StringBuilder(Math.min(offered.length(), 64));
        for (int i = 0; i < offered.length(); i++) {
            char c = offered.charAt(i) == ' ' ? '-' : offered.charAt(i);
            boolean dash = c == '-';
            boolean doubled = dash && !kept.isEmpty() && kept.charAt(kept.length() - 1) == '-';
            if ((dash && !doubled) || isAsciiAlphanumeric(c)) {
                kept.append(c);
            }
        }
        int from = !kept.isEmpty() && kept.charAt(0) == '-' ? 1 : 0;
        int to = kept.length() > from && kept.charAt(kept.length() - 1) == '-' ? kept.length() - 1 : kept.length();
        return kept.substring(from, to);
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
