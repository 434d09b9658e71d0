package edgecomet.application.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468). What stands between the blocks is a comment.
 *
 * @param label what the block says it is, such as {@code CERTIFICATE}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemBlock(String label, byte[] content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** Returns the blocks of a file; what is no block, or none that can be decoded, is left out. */
    static List<PemBlock> all(byte[] file) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            decoded(matcher.group(2)).ifPresent(content -> blocks.add(new PemBlock(matcher.group(1), content)));
        }
        return blocks;
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
