package edgecomet.adapters.chrome.cdp;

import edgecomet.adapters.chrome.cdp.CdpException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.devtools.Command;
import org.openqa.selenium.devtools.Connection;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.JsonException;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * One websocket to one target of a browser.
 *
 * <p>Commands may be sent from any thread. Events wait, in the order in which they came, until the one thread that uses
 * the target takes them with {@link #next}: so a page has a single event loop, the thread that renders it, and its
 * state needs no lock. Only the events asked for are kept, the others are dropped unread.
 */
public final class CdpConnection implements AutoCloseable {
    private static final Json JSON = new Json();
    private static final String EVENT_START = "{\"method\":\"";

    private final Connection connection;
    private volatile Set<String> events;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicLong commands = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> unanswered = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private CdpConnection(URI address, Set<String> events) {
        this.events = events;
        ClientConfig configuration = TappedClient.configuration(address);
        TappedClient client = new TappedClient(configuration, new TappedClient.Tap() {
            @Override
            public void event(CharSequence message) {
                keep(message);
            }

            @Override
            public void closed() {
                disconnected();
            }
        });
        try {
            this.connection = new Connection(client, address.toString(), configuration);
        } catch (RuntimeException e) {
            client.close();
            throw new CdpException(Kind.DISCONNECTED, "cannot connect to the browser: " + e.getMessage());
        }
    }

    /**
     * Connects to a target.
     *
     * @param events names of the events to keep
     * @throws CdpException if there is nobody
     */
    public static CdpConnection open(URI address, Set<String> events) {
        return new CdpConnection(address, events);
    }

    /** Keeps these events too from now on. To be called by the thread that uses the target. */
    public void keepAlso(Set<String> more) {
        events = Stream.concat(events.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Sends a command; the future fails with a {@link CdpException}. */
    public <X> CompletableFuture<X> send(Command<X> command) {
        CompletableFuture<X> reply = new CompletableFuture<>();
        long number = commands.incrementAndGet();
        unanswered.put(number, reply);
        try {
            var _ = connection.send(null, command).whenComplete((value, failure) -> {
                unanswered.remove(number);
                if (failure == null) {
                    reply.complete(value);
                } else {
                    reply.completeExceptionally(refusal(command, failure));
                }
                signals.add(new Signal.Replied());
            });
        } catch (RuntimeException e) {
            disconnected();
        }
        if (closed.isDone()) {
            unanswered.remove(number);
            reply.completeExceptionally(gone());
        }
        return reply;
    }

    /** Sends a command whose answer nobody needs. */
    public void post(Command<?> command) {
        var _ = send(command);
    }

    /** Sends a command and waits for its answer. */
    public <X> X call(Command<X> command, Duration limit) {
        return await(send(command), limit);
    }

    /** Waits for the answer to a command, without looking at events. */
    public static <X> X await(CompletableFuture<X> reply, Duration limit) {
        try {
            return reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CdpException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new CdpException(Kind.UNANSWERED, "the browser did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CdpException(Kind.UNANSWERED, "interrupted while waiting for the browser");
        }
    }

    /** Takes the next signal; empty if none came within the limit. */
    public Optional<Signal> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(signals.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Completes when the connection has gone, for whatever reason. */
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    /** Returns whether commands can still be sent. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        disconnected();
        connection.close();
    }

    private void keep(CharSequence message) {
        String text = message.toString();
        if (!events.contains(methodOf(text))) {
            return;
        }
        try {
            Map<String, Object> event = JSON.toType(text, Json.MAP_TYPE);
            if (event.get("params") instanceof Map<?, ?> params) {
                signals.add(new CdpEvent(methodOf(text), new CdpObject(params)));
            }
        } catch (JsonException e) {
            // Not JSON, hence not an event of the protocol: nothing that a render could wait for.
            return;
        }
    }

    private static String methodOf(String message) {
        if (!message.startsWith(EVENT_START)) {
            return "";
        }
        int end = message.indexOf('"', EVENT_START.length());
        return end < 0 ? "" : message.substring(EVENT_START.length(), end);
    }

    private void disconnected() {
        if (closed.complete(null)) {
            unanswered.values().forEach(reply -> reply.completeExceptionally(gone()));
            unanswered.clear();
            signals.add(new Signal.Closed());
        }
    }

    private static CdpException gone() {
        return new CdpException(Kind.DISCONNECTED, "the connection to the browser is gone");
    }

    /** Selenium gives the browser's whole reply as the message of its exception. */
    private static CdpException refusal(Command<?> command, Throwable failure) {
        String reason = "no reason given";
        if (failure instanceof WebDriverException refused && refused.getRawMessage() != null) {
            reason = reasonOf(refused.getRawMessage());
        }
        return new CdpException(Kind.REFUSED, command.getMethod() + ": " + reason);
    }

    private static String reasonOf(String reply) {
        try {
            Map<String, Object> message = JSON.toType(reply, Json.MAP_TYPE);
            return new CdpObject(message).text("error", "message");
        } catch (JsonException e) {
            return "unreadable reply";
        }
    }
}
