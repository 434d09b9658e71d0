package edgecomet.adapters.redis;

import edgecomet.application.port.RendererRegistry.Renderer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a render service says of itself under {@code service:render:{id}}, and the keys beside it (spec 04 §7.1). */
record ServiceRecord(String address, int port, int capacity, int load) {

    static final String PREFIX = "service:render:";
    static final String INDEX = "services:render:list";

    static String key(String serviceId) {
        return PREFIX + serviceId;
    }

    static String tabsKey(String serviceId) {
        return "tabs:" + serviceId;
    }

    static String write(Renderer renderer) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", renderer.serviceId());
            json.writeStringField("address", renderer.address());
            json.writeNumberField("port", renderer.port());
            json.writeNumberField("capacity", renderer.capacity());
            json.writeNumberField("load", renderer.load());
            json.writeStringField("last_seen", Timestamps.format(renderer.seen()));
            json.writeStringField("version", renderer.version());
            json.writeObjectFieldStart("metadata");
            json.writeStringField("available", Integer.toString(renderer.capacity() - renderer.load()));
            json.writeStringField("hostname", renderer.hostname());
            json.writeStringField("pool_size", Integer.toString(renderer.capacity()));
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** Returns the record; empty if the text is none that a tab could be reserved with. */
    static Optional<ServiceRecord> read(String text) {
        Map<String, @Nullable Object> fields;
        try {
            fields = Json.readObject(text);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (fields.get("address") instanceof String address
                && fields.get("port") instanceof Integer port
                && fields.get("capacity") instanceof Integer capacity
                && fields.getOrDefault("load", 0) instanceof Integer load
                && port > 0) {
            return Optional.of(new ServiceRecord(address, port, capacity, load));
        }
        return Optional.empty();
    }

    /** Returns whether the service takes work by its own account. */
    boolean hasRoom() {
        return load < capacity;
    }
}
