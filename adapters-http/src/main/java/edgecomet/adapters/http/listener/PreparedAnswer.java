package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;

/**
 * A whole answer of HTTP/1 whose text is there already. The listener puts its own headers between the two parts, which
 * therefore contain none of {@code Server}, {@code Date}, {@code X-Request-ID} and {@code Connection}; how long the
 * body is, the second part says.
 */
public interface PreparedAnswer {

    /** Writes the status line and the headers that differ from request to request, each with its line end. */
    void begin(ByteBuf lines);

    /** Returns the other headers, the empty line and the body; whoever writes the answer gives this reference away. */
    ByteBuf rest();
}
