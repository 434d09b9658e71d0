package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.listener.Answers;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.listener.RequestStage;
import edgecomet.application.configuration.Secret;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Who may ask, and what there is (spec 04 §5.1, §5.2): the key comes first, also for paths that do not exist. A request
 * for a route, or for anything below it, is handed on to the endpoint of that route.
 */
@Sharable
final class InternalRoutes extends ChannelInboundHandlerAdapter implements RequestStage {

    private static final Logger LOG = LoggerFactory.getLogger(InternalRoutes.class);
    private static final String KEY_HEADER = "X-Internal-Auth";

    private static final List<Route> ROUTES =
            List.of(new Route(HttpMethod.GET, HarEndpoint.PATH), new Route(HttpMethod.POST, RecacheEndpoint.PATH));

    private final Secret key;

    InternalRoutes(Secret key) {
        this.key = key;
    }

    private record Route(HttpMethod method, String path) {

        boolean covers(String requested) {
            return requested.equals(path) || requested.startsWith(path + "/");
        }
    }

    @Override
    public ChannelHandler handler() {
        return this;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PublicRequest request) {
            if (isAuthorized(request)) {
                route(ctx, request);
            } else {
                log(request, "Unauthorized internal request");
                answer(ctx, request, 401, "unauthorized");
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean isAuthorized(PublicRequest request) {
        String presented = request.headers().get(KEY_HEADER);
        return presented != null && key.matches(presented);
    }

    private static void route(ChannelHandlerContext ctx, PublicRequest request) {
        Optional<Route> route =
                ROUTES.stream().filter(r -> r.covers(request.uri())).findFirst();
        if (route.isEmpty()) {
            answer(ctx, request, 404, "not found");
        } else if (request.method().equals(route.get().method())) {
            request.setUri(route.get().path());
            ctx.fireChannelRead(request);
        } else {
            FullHttpResponse refusal = text(request, 405, "method not allowed");
            refusal.headers().set("Allow", route.get().method().name());
            ChannelFuture _ = ctx.writeAndFlush(refusal);
        }
    }

    private static void answer(ChannelHandlerContext ctx, PublicRequest request, int status, String message) {
        ChannelFuture _ = ctx.writeAndFlush(text(request, status, message));
    }

    private static FullHttpResponse text(PublicRequest request, int status, String message) {
        return Answers.text(request.method(), status, Envelope.TYPE, Envelope.failure(message));
    }

    private static void log(PublicRequest request, String message) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", request.requestId())) {
            LOG.atWarn()
                    .addKeyValue("remote_addr", request.peer())
                    .addKeyValue("path", request.uri())
                    .log(message);
        }
    }
}
