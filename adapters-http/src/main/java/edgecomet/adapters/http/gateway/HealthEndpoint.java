package edgecomet.adapters.http.gateway;

import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /health}, {@code /ready}, and what is answered to a path or method that does not exist (spec 02 §2). */
@Controller
@Requires(beans = ServePageUseCase.class)
class HealthEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);

    private final CheckReadinessUseCase readiness;

    HealthEndpoint(CheckReadinessUseCase readiness) {
        this.readiness = readiness;
    }

    @Get("/health")
    HttpResponse<byte[]> health() {
        return AnswerWriter.text(200, "OK");
    }

    @Get("/ready")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> ready() {
        return switch (readiness.check()) {
            case Readiness.Ready(int services) ->
                AnswerWriter.text(200, "OK - " + services + " render services available");
            case Readiness.NotReady() -> AnswerWriter.text(503, "Redis not available");
        };
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<byte[]> notFound(HttpRequest<?> request) {
        LOG.atWarn().addKeyValue("path", request.getPath()).log("Not found");
        return AnswerWriter.text(404, "Endpoint not found");
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<byte[]> methodNotAllowed(HttpRequest<?> request) {
        LOG.atWarn().addKeyValue("method", request.getMethodName()).log("Method not allowed");
        return AnswerWriter.text(405, "Method not allowed").header("Allow", "GET, HEAD");
    }
}
