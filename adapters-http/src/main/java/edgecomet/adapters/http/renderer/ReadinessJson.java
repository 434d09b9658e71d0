package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.json.JsonText;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of the metrics that say why a page was taken, both ways. The original knows none of them. */
final class ReadinessJson {

    private ReadinessJson() {}

    /** Writes the members, unless nothing is known. */
    static void write(JsonGenerator out, @Nullable Readiness readiness) throws IOException {
        if (readiness == null) {
            return;
        }
        out.writeStringField("ready_reason", readiness.reason().label());
        JsonText.seconds(out, "ready_at", readiness.at());
        JsonText.count(out, "pending_count", readiness.pendingCount());
        if (!readiness.pending().isEmpty()) {
            out.writeArrayFieldStart("pending");
            for (Pending pending : readiness.pending()) {
                out.writeStartObject();
                out.writeStringField("kind", pending.kind().label());
                JsonText.text(out, "detail", pending.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    /** Collects the members; those of a newer version that this one does not know are left out. */
    static final class Fields {
        private Optional<Readiness.Reason> reason = Optional.empty();
        private Duration at = Duration.ZERO;
        private int count;
        private List<Pending> pending = List.of();

        /** Reads a member if it is one of these. */
        boolean read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "ready_reason" -> reason = Readiness.Reason.ofLabel(JsonFields.text(value));
                case "ready_at" -> at = JsonFields.seconds(value);
                case "pending_count" -> count = JsonFields.integer(value);
                case "pending" ->
                    pending = JsonFields.readArray(value, Fields::onePending).stream()
                            .flatMap(Optional::stream)
                            .toList();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static Optional<Pending> onePending(JsonParser parser) throws IOException {
            String[] texts = {"", ""};
            JsonFields.readObject(parser, (name, value) -> {
                switch (name) {
                    case "kind" -> texts[0] = JsonFields.text(value);
                    case "detail" -> texts[1] = JsonFields.text(value);
                    default -> {}
                }
            });
            return Kind.ofLabel(texts[0]).map(kind -> new Pending(kind, texts[1]));
        }

        /** Returns what was read; null if nothing was said. */
        @Nullable
        Readiness readiness() {
            return reason.map(why -> new Readiness(why, at, pending, count)).orElse(null);
        }
    }
}
