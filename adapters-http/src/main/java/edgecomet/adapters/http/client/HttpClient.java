package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.adapters.http.client.ClientAnswer.Response;
import edgecomet.adapters.http.client.ConnectionPool.Pooled;
import edgecomet.adapters.http.client.ConnectionPool.Slot;
import edgecomet.application.port.Deadline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests over kept connections, HTTP/2 where a server offers it under TLS and else HTTP/1.1, and waits for the
 * answers, or for their beginnings.
 *
 * <p>Safe for concurrent use; meant for virtual threads, since every call blocks, though never longer than the
 * request's limit. Failures are values. Redirects are answers. A request is repeated in one case, and once: it went out
 * on a kept connection that turned out to be closed before the first byte of an answer, which is what a server does to
 * connections that it no longer wants.
 */
public final class HttpClient implements AutoCloseable {

    private final ClientLimits limits;
    private final AddressLookup lookup;
    private final Connector connector;
    private final ConnectionPool pool;

    /**
     * Creates a client.
     *
     * @param eventLoops for NIO channels; not closed with this client
     */
    public HttpClient(
            EventLoopGroup eventLoops,
            ClientLimits limits,
            AddressPolicy policy,
            AddressResolver resolver,
            TrustedAuthorities authorities) {
        this.limits = limits;
        this.lookup = new AddressLookup(resolver, policy);
        this.connector = new Connector(eventLoops, limits, authorities);
        this.pool = new ConnectionPool(limits);
    }

    /** Sends a request and returns what came of it, with the whole body. */
    public ClientAnswer exchange(ClientRequest request) {
        return switch (stream(request)) {
            case StreamedAnswer.Missing(Failure failure) -> failure;
            case StreamedAnswer.Begun begun -> whole(begun);
        };
    }

    private static ClientAnswer whole(StreamedAnswer.Begun begun) {
        try (InputStream body = begun.body()) {
            return new Response(begun.status(), begun.headers(), body.readAllBytes());
        } catch (BrokenBodyException e) {
            return e.failure();
        } catch (IOException e) {
            throw new IllegalStateException("a body breaks in one way only", e);
        }
    }

    /** Sends a request and returns what came of it; the body is read as it comes. */
    public StreamedAnswer stream(ClientRequest request) {
        Deadline deadline = Deadline.after(request.limit());
        FullHttpRequest message;
        try {
            message = RequestEncoding.encode(request);
        } catch (IllegalArgumentException e) {
            return missing(Kind.INVALID_REQUEST, "cannot be sent as HTTP: " + e.getMessage());
        }
        try {
            return stream(request.endpoint(), message, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing(Kind.CANCELLED, "interrupted");
        } finally {
            message.release();
        }
    }

    private StreamedAnswer stream(Endpoint endpoint, FullHttpRequest message, Deadline deadline)
            throws InterruptedException {
        Optional<Pooled> kept = pool.take(endpoint);
        if (kept.isPresent()) {
            Reply reply = send(message, kept.get(), deadline);
            if (!(reply instanceof Reply.Broken broken && broken.unanswered())) {
                return answer(reply, kept.get(), deadline);
            }
        }
        Optional<Slot> slot = pool.reserve(endpoint);
        if (slot.isEmpty()) {
            return missing(Kind.EXHAUSTED, "too many open connections to " + endpoint.authority());
        }
        return switch (open(endpoint, slot.get(), deadline)) {
            case Connector.Result.NotConnected(Failure failure) -> new StreamedAnswer.Missing(failure);
            case Connector.Result.Connected(Connection connection) -> {
                Pooled pooled = pool.adopt(connection, slot.get());
                yield answer(send(message, pooled, deadline), pooled, deadline);
            }
        };
    }

    /** Dials the endpoint; the slot is free again if that fails in any way. */
    private Connector.Result open(Endpoint endpoint, Slot slot, Deadline deadline) throws InterruptedException {
        boolean connected = false;
        try {
            Connector.Result result = switch (lookup.lookUp(endpoint.host(), deadline)) {
                case AddressLookup.Result.Found found -> connector.connect(endpoint, found.addresses(), deadline);
                case AddressLookup.Result.NotFound(Failure failure) -> new Connector.Result.NotConnected(failure);
            };
            connected = result instanceof Connector.Result.Connected;
            return result;
        } finally {
            if (!connected) {
                slot.free();
            }
        }
    }

    /** Returns the beginning of an answer; without one, the connection is given up. */
    private Reply send(FullHttpRequest message, Pooled pooled, Deadline deadline) throws InterruptedException {
        boolean begun = false;
        try {
            CompletableFuture<Reply> future = pooled.connection().send(message.retainedDuplicate());
            Reply reply = future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            begun = reply instanceof Reply.Begun;
            return reply;
        } catch (TimeoutException e) {
            return new Reply.Broken(new Failure(Kind.TIMEOUT, "no answer in time"), false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exchange broke", e.getCause());
        } finally {
            if (!begun) {
                pool.discard(pooled);
            }
        }
    }

    private StreamedAnswer answer(Reply reply, Pooled pooled, Deadline deadline) {
        return switch (reply) {
            case Reply.Broken broken -> new StreamedAnswer.Missing(broken.failure());
            case Reply.Begun begun -> {
                InputStream body =
                        new AnswerBody(begun.body(), deadline.remaining(), reusable -> giveUp(pooled, reusable));
                yield ContentDecoding.decode(
                        new StreamedAnswer.Begun(begun.status(), begun.headers(), begun.length(), body),
                        limits.bodyBytes());
            }
        };
    }

    private void giveUp(Pooled pooled, boolean reusable) {
        if (reusable) {
            pool.giveBack(pooled);
        } else {
            pool.discard(pooled);
        }
    }

    private static StreamedAnswer missing(Kind kind, String message) {
        return new StreamedAnswer.Missing(new Failure(kind, message));
    }

    /** Closes idle connections at once and those in use after their answer. */
    @Override
    public void close() {
        pool.close();
        lookup.close();
    }
}
