package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import edgecomet.adapters.chrome.cdp.CdpObject;
import edgecomet.domain.render.HarDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/** A HAR document that is one, taken apart. */
public record Recording(CdpObject document) {
    private static final Schema SCHEMA = schema();

    /** Reads a document; fails unless it is there and valid. */
    public static Recording of(@Nullable HarDocument har) {
        assertNotNull(har, "a recording");
        assertEquals(List.of(), SCHEMA.validate(har.json(), InputFormat.JSON), har::json);
        Map<String, Object> members = new Json().toType(har.json(), Json.MAP_TYPE);
        return new Recording(new CdpObject(members));
    }

    private static Schema schema() {
        try (InputStream file = Recording.class.getResourceAsStream("/har-1.2.schema.json")) {
            assertNotNull(file);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<CdpObject> entries() {
        return document.objects("log", "entries");
    }

    /** Returns the entries of a URL, in the order of the document. */
    public List<CdpObject> entries(String url) {
        return entries().stream()
                .filter(entry -> entry.text("request", "url").equals(url))
                .toList();
    }

    /** Returns the one entry of a URL. */
    public CdpObject entry(String url) {
        List<CdpObject> found = entries(url);
        return found.size() == 1 ? found.getFirst() : fail(found.size() + " entries of " + url + " among " + urls());
    }

    private List<String> urls() {
        return entries().stream().map(entry -> entry.text("request", "url")).toList();
    }

    public CdpObject page() {
        return document.objects("log", "pages").getFirst();
    }

    public CdpObject metadata() {
        return document.object("_metadata");
    }

    /** Returns the values of a header of a request or a response. */
    public static List<String> header(CdpObject entry, String side, String name) {
        return entry.objects(side, "headers").stream()
                .filter(header -> header.text("name").equalsIgnoreCase(name))
                .map(header -> header.text("value"))
                .toList();
    }
}
