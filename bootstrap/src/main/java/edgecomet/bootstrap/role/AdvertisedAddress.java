package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ListenAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address at which others reach a listener. A wildcard address is of no use to them, so the machine's own first
 * address stands in its place (spec 00, "Cluster").
 */
final class AdvertisedAddress {

    private AdvertisedAddress() {}

    static ListenAddress of(ListenAddress listen) {
        return isWildcard(listen.host()) ? new ListenAddress(ownAddress().orElse("127.0.0.1"), listen.port()) : listen;
    }

    private static boolean isWildcard(String host) {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    private static Optional<String> ownAddress() {
        try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
            return interfaces
                    .filter(AdvertisedAddress::isUsable)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> a instanceof Inet4Address && !a.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(NetworkInterface candidate) {
        try {
            return candidate.isUp() && !candidate.isLoopback() && !candidate.isVirtual();
        } catch (IOException e) {
            return false;
        }
    }
}
