package edgecomet.adapters.http.client;

import edgecomet.domain.net.PrivateAddresses;
import java.net.InetAddress;

/** Which addresses may be dialled (spec 02 §6). Pure and safe for concurrent use. */
@FunctionalInterface
public interface AddressPolicy {

    /** Only addresses of the public internet. */
    AddressPolicy PUBLIC_ONLY = address -> !PrivateAddresses.isPrivate(address);

    /** Every address, and every spelling of a host. */
    AddressPolicy ANY = new AddressPolicy() {
        @Override
        public boolean permits(InetAddress address) {
            return true;
        }

        @Override
        public boolean permitsAnySpelling() {
            return true;
        }
    };

    /** Returns whether the address may be dialled. */
    boolean permits(InetAddress address);

    /** Returns whether a host is looked up that some would take for an address, and others for a name. */
    default boolean permitsAnySpelling() {
        return false;
    }
}
