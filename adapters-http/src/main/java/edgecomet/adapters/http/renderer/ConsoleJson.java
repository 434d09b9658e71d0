package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.ConsoleMessage.Kind;
import java.io.IOException;
import java.util.List;

/** The JSON of {@code console_messages}, both ways (spec 05 §2.2). */
final class ConsoleJson {

    private ConsoleJson() {}

    /** Writes the member, unless there is no message. */
    static void write(JsonGenerator out, List<ConsoleMessage> messages) throws IOException {
        if (messages.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("console_messages");
        for (ConsoleMessage message : messages) {
            out.writeStartObject();
            out.writeStringField("type", message.kind().label());
            out.writeStringField("source_url", message.sourceUrl());
            out.writeStringField("source_location", message.sourceLocation());
            out.writeStringField("message", message.text());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Reads the array; a message of a kind that this version does not know counts as an error. */
    static List<ConsoleMessage> read(JsonParser parser) throws IOException {
        return JsonFields.readArray(parser, ConsoleJson::message);
    }

    private static ConsoleMessage message(JsonParser parser) throws IOException {
        Kind[] kind = {Kind.ERROR};
        String[] texts = {ConsoleMessage.UNKNOWN_SOURCE, ConsoleMessage.UNKNOWN_LOCATION, ""};
        JsonFields.readObject(parser, (name, value) -> {
            switch (name) {
                case "type" -> kind[0] = Kind.ofLabel(JsonFields.text(value)).orElse(Kind.ERROR);
                case "source_url" -> texts[0] = JsonFields.text(value);
                case "source_location" -> texts[1] = JsonFields.text(value);
                case "message" -> texts[2] = JsonFields.text(value);
                default -> {}
            }
        });
        return new ConsoleMessage(kind[0], texts[0], texts[1], texts[2]);
    }
}
