package edgecomet.adapters.http.renderservice;

import edgecomet.adapters.http.renderer.RenderProtocol;
import edgecomet.adapters.http.renderer.RenderProtocol.Incoming;
import edgecomet.application.port.Browser;
import edgecomet.application.port.RenderTelemetry;
import edgecomet.application.render.RenderPageUseCase;
import edgecomet.application.render.RenderPageUseCase.RenderPageCommand;
import edgecomet.application.render.RenderPageUseCase.RenderPageOutcome;
import edgecomet.application.serve.ServePageUseCase;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** {@code POST /render} and {@code GET /health}, where a renderer is a process of its own. */
@Controller
@Requires(beans = RenderPageUseCase.class, missingBeans = ServePageUseCase.class)
class RenderServiceEndpoint {

    private static final String ANY_TYPE = "*/*";
    private static final String JSON = "application/json";

    private final RenderPageUseCase renderer;
    private final Browser browser;
    private final RenderTelemetry telemetry;
    private final InstantSource clock = InstantSource.system();

    RenderServiceEndpoint(RenderPageUseCase renderer, Browser browser, RenderTelemetry telemetry) {
        this.renderer = renderer;
        this.browser = browser;
        this.telemetry = telemetry;
    }

    @Post("/render")
    @Consumes(ANY_TYPE)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> render(@Body byte[] body) {
        return switch (RenderProtocol.decodeRequest(body, browser.pool().size())) {
            case Incoming.Invalid(String requestId, String message) -> {
                telemetry.refused();
                yield failure(HttpStatus.BAD_REQUEST, requestId, RenderError.INVALID_URL, message, null);
            }
            case Incoming.Accepted(RenderRequest request, int tab) -> render(request, tab);
        };
    }

    private HttpResponse<byte[]> render(RenderRequest request, int tab) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", request.requestId())) {
            return switch (renderer.render(new RenderPageCommand(tab, request))) {
                case RenderPageOutcome.Rendered rendered ->
                    HttpResponse.ok(RenderProtocol.encodePage(request, rendered.page()))
                            .header("Content-Type", RenderProtocol.FRAME_TYPE);
                case RenderPageOutcome.NoSuchTab none ->
                    failure(
                            HttpStatus.BAD_REQUEST,
                            request.requestId(),
                            RenderError.INVALID_URL,
                            "Invalid tab_id: " + none.tab() + " (pool size: " + none.poolSize() + ")",
                            null);
                case RenderPageOutcome.Failed failed -> failure(request.requestId(), failed);
            };
        }
    }

    private HttpResponse<byte[]> failure(String requestId, RenderPageOutcome.Failed failed) {
        HttpStatus status = switch (failed.error()) {
            case HARD_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            case POOL_UNAVAILABLE, CHROME_RESTART_FAILED -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.OK;
        };
        String beginning = switch (status) {
            case OK -> "Rendering failed: ";
            case SERVICE_UNAVAILABLE -> "Failed to acquire instance: ";
            default -> "";
        };
        return failure(status, requestId, failed.error(), beginning + failed.message(), failed.har());
    }

    private HttpResponse<byte[]> failure(
            HttpStatus status, String requestId, RenderError error, String message, @Nullable HarDocument har) {
        return respond(
                status,
                RenderProtocol.FAILURE_TYPE,
                RenderProtocol.encodeFailure(requestId, error, message, clock.instant(), har));
    }

    @Get("/health")
    HttpResponse<byte[]> health() {
        Browser.Pool pool = browser.pool();
        String json = "{\"status\":\"ok\",\"pool_size\":%d,\"available_instances\":%d,\"active_instances\":%d}"
                .formatted(pool.size(), pool.available(), pool.active());
        return respond(HttpStatus.OK, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<byte[]> notFound() {
        return absent();
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<byte[]> methodNotAllowed() {
        return absent();
    }

    private static HttpResponse<byte[]> absent() {
        return respond(HttpStatus.NOT_FOUND, "text/plain; charset=utf-8", "Not Found".getBytes(StandardCharsets.UTF_8));
    }

    private static MutableHttpResponse<byte[]> respond(HttpStatus status, String type, byte[] body) {
        return HttpResponse.<byte[]>status(status).header("Content-Type", type).body(body);
    }
}
