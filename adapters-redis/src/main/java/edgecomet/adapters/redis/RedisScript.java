package edgecomet.adapters.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short script that the server runs in one step.
 *
 * @param digest by which the server knows a script that it has seen
 */
record RedisScript(String text, String digest) {

    static RedisScript of(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return new RedisScript(text, HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
