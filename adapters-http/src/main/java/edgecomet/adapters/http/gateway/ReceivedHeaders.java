package edgecomet.adapters.http.gateway;

import edgecomet.application.serve.RequestHeaders;
import edgecomet.domain.header.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;

/** The headers of a request as Netty has decoded them. */
record ReceivedHeaders(HttpHeaders received) implements RequestHeaders {

    @Override
    public String first(String name) {
        String value = received.get(name);
        return value == null ? "" : value;
    }

    /** In the order of the request, for names that repeat keep their place. */
    @Override
    public Headers only(Collection<String> names) {
        if (names.isEmpty()) {
            return Headers.EMPTY;
        }
        Headers.Builder headers = Headers.builder();
        received.forEach(header -> headers.add(header.getKey(), header.getValue()));
        return headers.build().only(names);
    }
}
