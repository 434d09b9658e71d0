package edgecomet.domain.url;

import org.jspecify.annotations.Nullable;

/**
 * What stands before the {@code @} of an authority, decoded.
 *
 * @param password null without a colon; {@code user:} has an empty one
 */
record UserInfo(String user, @Nullable String password) {

    /** Splits at the first colon, then decodes. */
    static UserInfo of(String spelling) {
        int colon = spelling.indexOf(':');
        return colon < 0
                ? new UserInfo(PercentCoding.decode(spelling), null)
                : new UserInfo(
                        PercentCoding.decode(spelling.substring(0, colon)),
                        PercentCoding.decode(spelling.substring(colon + 1)));
    }

    /** Returns the normal spelling. */
    String encoded() {
        String name = PercentCoding.encode(user, ByteSet.USER_INFO);
        return password == null ? name : name + ":" + PercentCoding.encode(password, ByteSet.USER_INFO);
    }

    /** Describes nothing: this is a secret. */
    @Override
    public String toString() {
        return "UserInfo[]";
    }
}
