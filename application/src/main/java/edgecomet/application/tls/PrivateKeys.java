package edgecomet.application.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes a key of each of the forms in which key files are written: PKCS #8, which Java knows, and the older PKCS #1 of
 * RSA and SEC 1 of elliptic curves, which are the same numbers in another envelope.
 */
final class PrivateKeys {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int CURVE = 0xA0;
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeys() {}

    /** Returns whether a block is a private key in any form. */
    static boolean isKey(PemBlock block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /**
     * Makes the key of a block.
     *
     * @throws GeneralSecurityException if it is none that can be used; the message says why
     */
    static PrivateKey of(PemBlock block) throws GeneralSecurityException {
        byte[] pkcs8 = switch (block.label()) {
            case "PRIVATE KEY" -> block.content();
            case "RSA PRIVATE KEY" -> wrap(RSA, block.content());
            case "EC PRIVATE KEY" -> wrap(Der.value(SEQUENCE, EC_OID, curve(block.content())), block.content());
            case "ENCRYPTED PRIVATE KEY" ->
                throw new InvalidKeySpecException("the private key is encrypted: store it without a password");
            default -> throw new InvalidKeySpecException("a " + block.label() + " cannot be used");
        };
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, pkcs8);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeySpecException("the private key is damaged, or of an unknown kind");
    }

    /** Returns the key; empty if it is not one of this algorithm. */
    private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) throws NoSuchAlgorithmException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return Der.value(SEQUENCE, VERSION_0, algorithm, Der.value(OCTET_STRING, key));
    }

    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        Optional<byte[]> curve = Der.find(sec1, SEQUENCE).flatMap(fields -> Der.find(fields, CURVE));
        return curve.orElseThrow(() -> new InvalidKeySpecException("the private key does not name its curve"));
    }
}
