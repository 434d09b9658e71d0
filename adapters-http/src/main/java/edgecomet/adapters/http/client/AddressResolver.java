package edgecomet.adapters.http.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. May block; safe for concurrent use. */
@FunctionalInterface
public interface AddressResolver {

    /** The resolver of the operating system. */
    AddressResolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /**
     * Returns all addresses, in the order in which they should be tried.
     *
     * @throws UnknownHostException if the name has none, or nobody could be asked
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
