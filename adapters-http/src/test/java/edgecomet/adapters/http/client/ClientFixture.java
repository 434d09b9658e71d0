package edgecomet.adapters.http.client;

import edgecomet.domain.header.Headers;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** Clients for tests, all on the same event loop, and short ways to use them. */
public final class ClientFixture {

    /** Long enough for any answer that comes at all. */
    public static final Duration PATIENT = Duration.ofSeconds(20);

    public static final EventLoopGroup EVENT_LOOPS = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("test-loop").factory(), NioIoHandler.newFactory());

    private ClientFixture() {}

    public static HttpClient client(ClientLimits limits) {
        return new HttpClient(
                EVENT_LOOPS, limits, AddressPolicy.ANY, AddressResolver.SYSTEM, TrustedAuthorities.ofSystem());
    }

    static ClientRequest get(ScriptedServer server) {
        return get(server, PATIENT);
    }

    static ClientRequest get(ScriptedServer server, Duration limit) {
        return ClientRequest.get(new Endpoint("127.0.0.1", server.port(), false), "/", Headers.EMPTY, limit);
    }

    static ClientAnswer.Response response(ClientAnswer answer) {
        return Assertions.assertInstanceOf(ClientAnswer.Response.class, answer, answer::toString);
    }

    static ClientAnswer.Failure failure(ClientAnswer answer) {
        return Assertions.assertInstanceOf(ClientAnswer.Failure.class, answer, answer::toString);
    }

    static String text(ClientAnswer answer) {
        return new String(response(answer).body(), StandardCharsets.UTF_8);
    }
}
