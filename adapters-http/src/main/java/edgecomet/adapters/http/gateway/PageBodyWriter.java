package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.Ending;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.ByteBodyHttpResponseWrapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.ChannelHandlerContext;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/** Writes the bodies of pages: at once what is whole, and at the client's pace what flows. It adds no header of its own. */
@Singleton
@Requires(beans = ServePageUseCase.class)
final class PageBodyWriter implements ResponseBodyWriter<PageBody> {

    private final ExecutorService blocking;

    PageBodyWriter(@Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.blocking = blocking;
    }

    @Override
    public ByteBodyHttpResponse<?> write(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            MutableHttpResponse<PageBody> response,
            Argument<PageBody> type,
            MediaType mediaType,
            PageBody body) {
        return ByteBodyHttpResponseWrapper.wrap(response, writePiece(bodies, request, response, type, mediaType, body));
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<PageBody> type,
            MediaType mediaType,
            PageBody body) {
        return switch (body) {
            case PageBody.Whole(byte[] bytes) -> bodies.adapt(bytes);
            case PageBody.Flowing flowing -> {
                BodyPump pump = pump(bodies, request, flowing);
                yield bodies.adapt(pump, BodySizeLimits.UNLIMITED, response.getHeaders(), pump::cancel);
            }
        };
    }

    private BodyPump pump(ByteBodyFactory bodies, HttpRequest<?> request, PageBody.Flowing flowing) {
        if (request instanceof NettyHttpRequest<?> netty && netty.getNativeRequest() instanceof PublicRequest asked) {
            ChannelHandlerContext client = netty.getChannelHandlerContext();
            return new BodyPump(
                    flowing.stream(),
                    bodies.readBufferFactory(),
                    blocking,
                    asked.requestId(),
                    () -> Ending.cut(client));
        }
        throw new IllegalStateException("not a request of a public listener");
    }

    /** Nothing but a response can be written. */
    @Override
    public void writeTo(
            Argument<PageBody> type, MediaType mediaType, PageBody body, MutableHeaders headers, OutputStream target) {
        throw new UnsupportedOperationException("a page is written as a response only");
    }
}
