package edgecomet.adapters.http.internal;

import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.application.recache.RecachePageUseCase;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.application.recache.RecachePageUseCase.RecacheOutcome;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;

/** {@code POST /internal/cache/recache}: a page that the cache daemon wants to be renewed (spec 03 §15). */
@Controller(port = HarEndpoint.PORT)
@Requires(beans = {RecachePageUseCase.class, InternalSettings.class})
class RecacheEndpoint {

    static final String PATH = "/internal/cache/recache";

    private final RecachePageUseCase pages;

    RecacheEndpoint(RecachePageUseCase pages) {
        this.pages = pages;
    }

    @Post(PATH)
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> recache(HttpRequest<?> request) {
        RecacheCommand command;
        try {
            command = Fields.read(PublicRequest.of(request).body());
        } catch (IOException e) {
            return Envelope.answer(400, Envelope.failure("invalid request body"));
        }
        if (command.url().isEmpty() || command.hostId() == 0) {
            return Envelope.answer(400, Envelope.failure("missing required fields"));
        }
        return switch (pages.recache(command)) {
            case RecacheOutcome.Renewed() -> Envelope.answer(200, Envelope.success());
            case RecacheOutcome.Failed(String reason) -> Envelope.answer(500, Envelope.failure(reason));
        };
    }

    /** The fields of a request, while they are read. */
    private static final class Fields {

        private String url = "";
        private int hostId;
        private int dimensionId;

        static RecacheCommand read(byte[] body) throws IOException {
            Fields fields = new Fields();
            JsonFields.readDocument(body, fields::read);
            return new RecacheCommand(fields.url, fields.hostId, fields.dimensionId);
        }

        private void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "url" -> url = JsonFields.text(value);
                case "host_id" -> hostId = JsonFields.integer(value);
                case "dimension_id" -> dimensionId = JsonFields.integer(value);
                default -> {
                    // Not ours to know.
                }
            }
        }
    }
}
