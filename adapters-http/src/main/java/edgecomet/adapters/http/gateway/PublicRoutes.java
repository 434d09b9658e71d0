package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.Answers;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.listener.RequestStage;
import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The public paths (spec 02 §2): answers {@code /health}, {@code /ready} and what does not exist, and hands the
 * rest of {@code /render} on to its endpoint. Micronaut's router knows neither "any method" nor paths that are decoded
 * first; and health is answered while everything behind is overloaded.
 */
@Singleton
@Sharable
@Requires(beans = ServePageUseCase.class)
final class PublicRoutes extends ChannelInboundHandlerAdapter implements RequestStage {

    private static final Logger LOG = LoggerFactory.getLogger(PublicRoutes.class);
    private static final String TEXT = "text/plain";

    private final ReadinessProbe readiness;

    PublicRoutes(CheckReadinessUseCase readiness, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.readiness = new ReadinessProbe(readiness, blocking);
    }

    @Override
    public ChannelHandler handler() {
        return this;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PublicRequest request) {
            route(ctx, request);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void route(ChannelHandlerContext ctx, PublicRequest request) {
        switch (request.uri()) {
            case "/render" -> render(ctx, request);
            case "/health" -> answer(ctx, request, 200, "OK");
            case "/ready" -> readiness.check().thenAccept(state -> ready(ctx, request, state));
            default -> {
                log(request, "path", request.target(), "Not found");
                answer(ctx, request, 404, "Endpoint not found");
            }
        }
    }

    private void render(ChannelHandlerContext ctx, PublicRequest request) {
        if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            ctx.fireChannelRead(request);
        } else {
            log(request, "method", request.method().name(), "Method not allowed");
            FullHttpResponse answer = Answers.text(request.method(), 405, TEXT, "Method not allowed");
            answer.headers().set("Allow", "GET, HEAD");
            ChannelFuture _ = ctx.writeAndFlush(answer);
        }
    }

    private static void ready(ChannelHandlerContext ctx, PublicRequest request, Readiness state) {
        switch (state) {
            case Readiness.Ready(int services) ->
                answer(ctx, request, 200, "OK - " + services + " render services available");
            case Readiness.NotReady(String missing) -> answer(ctx, request, 503, missing + " not available");
        }
    }

    private static void answer(ChannelHandlerContext ctx, PublicRequest request, int status, String text) {
        ChannelFuture _ = ctx.writeAndFlush(Answers.text(request.method(), status, TEXT, text));
    }

    private static void log(PublicRequest request, String key, String value, String message) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", request.requestId())) {
            LOG.atWarn().addKeyValue(key, value).log(message);
        }
    }
}
