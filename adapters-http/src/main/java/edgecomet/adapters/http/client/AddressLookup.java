package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.application.port.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns a host into the addresses that may be dialled (spec 02 §6, layer 2). The caller dials these and asks nobody
 * again, so a second answer of a rebinding name server is never used. One forbidden address among several forbids all.
 *
 * <p>The system's resolver blocks for as long as it likes, in native code. It runs on threads of its own, so that
 * neither the callers nor the carriers of their virtual threads wait longer than the deadline; idle ones end.
 */
public final class AddressLookup implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int WAITING = 1024;

    private final AddressResolver resolver;
    private final AddressPolicy policy;
    private final ThreadPoolExecutor threads;

    /** Looks names up by this resolver, and lets those pass that the policy allows. */
    public AddressLookup(AddressResolver resolver, AddressPolicy policy) {
        this.resolver = resolver;
        this.policy = policy;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("lookup-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** What came of a lookup. */
    public sealed interface Result {

        /** All may be dialled; never empty. */
        record Found(List<InetAddress> addresses) implements Result {}

        /** None may, or there is none. */
        record NotFound(Failure failure) implements Result {}
    }

    /** Returns the addresses of a host name or literal; blocks no longer than the deadline. */
    public Result lookUp(String host, Deadline deadline) throws InterruptedException {
        return switch (HostSpelling.of(host)) {
            case HostSpelling.Literal(InetAddress address) -> checked(host, List.of(address));
            case HostSpelling.Name(String name) -> resolve(name, deadline);
            case HostSpelling.Ambiguous() ->
                policy.permitsAnySpelling()
                        ? resolve(host, deadline)
                        : notFound(
                                Kind.FORBIDDEN_ADDRESS, "SSRF protection for \"" + host + "\": not a plain host name");
        };
    }

    private Result resolve(String name, Deadline deadline) throws InterruptedException {
        Future<List<InetAddress>> answer;
        try {
            answer = threads.submit(() -> resolver.resolve(name));
        } catch (RejectedExecutionException e) {
            return notFound(Kind.EXHAUSTED, "too many name lookups at once");
        }
        try {
            List<InetAddress> addresses = answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return addresses.isEmpty()
                    ? notFound(Kind.UNKNOWN_HOST, "no IP addresses found for \"" + name + "\"")
                    : checked(name, addresses);
        } catch (TimeoutException e) {
            return notFound(Kind.TIMEOUT, "DNS resolution of \"" + name + "\" took too long");
        } catch (ExecutionException e) {
            return failed(name, e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Result failed(String name, ExecutionException failure) {
        if (failure.getCause() instanceof UnknownHostException cause) {
            return notFound(Kind.UNKNOWN_HOST, "DNS resolution failed for \"" + name + "\": " + cause.getMessage());
        }
        throw new IllegalStateException("the resolver broke", failure);
    }

    private Result checked(String host, List<InetAddress> addresses) {
        Optional<InetAddress> forbidden =
                addresses.stream().filter(address -> !policy.permits(address)).findFirst();
        return forbidden.isEmpty()
                ? new Result.Found(List.copyOf(addresses))
                : notFound(
                        Kind.FORBIDDEN_ADDRESS,
                        "SSRF protection for \"" + host + "\": resolved IP is in a private/reserved range: "
                                + forbidden.get().getHostAddress());
    }

    private static Result notFound(Kind kind, String message) {
        return new Result.NotFound(new Failure(kind, message));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
