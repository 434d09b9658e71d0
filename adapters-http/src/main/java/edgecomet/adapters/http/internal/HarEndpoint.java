package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.query.QueryTarget;
import edgecomet.application.inspect.InspectPageUseCase;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageCommand;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /debug/har/render?url=…&dimension=…&timeout=…}: a page as the browser sees it (spec 04 §10.1). */
@Controller(port = HarEndpoint.PORT)
@Requires(beans = {InspectPageUseCase.class, InternalSettings.class})
class HarEndpoint {

    static final String PATH = "/debug/har/render";

    /** The internal listener, and no other. */
    static final String PORT = "${edgecomet.internal.port}";

    private static final Logger LOG = LoggerFactory.getLogger(HarEndpoint.class);

    private final InspectPageUseCase pages;

    HarEndpoint(InspectPageUseCase pages) {
        this.pages = pages;
    }

    @Get(PATH)
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> render(HttpRequest<?> request) {
        String target = PublicRequest.of(request).target();
        String url = QueryTarget.parameter(target, "url");
        long startedAt = System.nanoTime();
        InspectPageOutcome outcome = pages.inspect(new InspectPageCommand(
                url, QueryTarget.parameter(target, "dimension"), QueryTarget.parameter(target, "timeout")));
        HttpResponse<byte[]> response = InspectionAnswer.of(outcome);
        LOG.atInfo()
                .addKeyValue("url", url)
                .addKeyValue("status_code", response.code())
                .addKeyValue(
                        "bytes_served",
                        response.getBody().map(body -> body.length).orElse(0))
                .addKeyValue("process_duration", Duration.ofNanos(System.nanoTime() - startedAt))
                .log("HAR debug request completed");
        return response;
    }
}
