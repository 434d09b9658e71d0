package edgecomet.application.serve;

import edgecomet.domain.header.Headers;
import java.util.Collection;

/** The headers of a request that a test makes. */
record GivenHeaders(Headers all) implements RequestHeaders {

    @Override
    public String first(String name) {
        return all.first(name).orElse("");
    }

    @Override
    public Headers only(Collection<String> names) {
        return all.only(names);
    }
}
