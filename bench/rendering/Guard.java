package rendering;

import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.egress.EgressProxy;
import java.io.IOException;

/** The egress proxy of guarded pages, with a policy that lets them reach this machine; or none. */
record Guard(EgressProxy proxy) implements AutoCloseable {

    static Guard of(String word) throws IOException {
        return new Guard(
                word.equals("guarded") ? EgressProxy.open(AddressResolver.SYSTEM, AddressPolicy.ANY) : null);
    }

    String url() {
        return proxy == null ? "" : proxy.url();
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
