package edgecomet.domain.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells addresses of the public internet from all others: every range of the IANA special-purpose registries that is
 * not globally reachable, and the IPv6 ranges that carry an IPv4 address inside, judged by that address.
 *
 * <p>Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries, as of 2026-11. Pure; asks no resolver.
 */
public final class PrivateAddresses {

    private static final List<AddressRange> RANGES = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "100:0:0:1::/64",
            "2001::/23",
            "2001:db8::/32",
            "2620:4f:8000::/48",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    /** IPv6 ranges with an IPv4 address at the given byte: mapped, compatible, translated, NAT64 and 6to4. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(AddressRange.of("::/96"), 12),
            new Embedding(AddressRange.of("::ffff:0:0:0/96"), 12),
            new Embedding(AddressRange.of("64:ff9b::/96"), 12),
            new Embedding(AddressRange.of("2002::/16"), 2));

    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private PrivateAddresses() {}

    private record Embedding(AddressRange range, int offset) {}

    /** Returns whether the address is not one of the public internet. */
    public static boolean isPrivate(InetAddress address) {
        return isPrivate(address.getAddress());
    }

    /**
     * Returns whether a host name is the literal of an address that is not public. A name that is no literal is not
     * private: what it resolves to is checked when it is dialled.
     *
     * @param hostname without port and brackets; a zone is ignored
     */
    public static boolean isPrivateLiteral(String hostname) {
        int zone = hostname.indexOf('%');
        String literal = zone < 0 ? hostname : hostname.substring(0, zone);
        if (!DOTTED_QUAD.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
            return false;
        }
        try {
            return isPrivate(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPrivate(byte[] address) {
        return RANGES.stream().anyMatch(range -> range.contains(address))
                || EMBEDDINGS.stream()
                        .filter(embedding -> embedding.range().contains(address))
                        .anyMatch(embedding ->
                                isPrivate(Arrays.copyOfRange(address, embedding.offset(), embedding.offset() + 4)));
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Arrays.stream(cidrs).map(AddressRange::of).toList();
    }
}
