package edgecomet.application.serve;

import edgecomet.domain.header.Headers;
import java.util.Collection;

/**
 * The headers of a request as it came in, read where they are needed: most requests are answered from the cache and
 * need two of them. Names compare without case. Read by one thread at a time.
 */
public interface RequestHeaders {

    /** Returns the first value of a header; empty if there is none. */
    String first(String name);

    /** Returns a copy of the headers with one of these names. */
    Headers only(Collection<String> names);
}
