package edgecomet.adapters.http.renderservice;

import edgecomet.adapters.http.metrics.RendererMetrics;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Counts every answer of the render service, whichever endpoint it is from. */
@ServerFilter("/**")
@Requires(beans = RendererMetrics.class, missingBeans = ServePageUseCase.class)
class AnswerCount {

    private final RendererMetrics metrics;

    AnswerCount(RendererMetrics metrics) {
        this.metrics = metrics;
    }

    @ResponseFilter
    void count(HttpRequest<?> request, HttpResponse<?> response) {
        metrics.answered(request.getPath(), response.code());
    }
}
