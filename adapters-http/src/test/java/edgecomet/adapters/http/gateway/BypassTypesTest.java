package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.http.client.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of the origin has the same type from the cache as when it was fetched (spec 00, cached responses). */
@Timeout(60)
class BypassTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | Content-Type | text/plain; charset=utf-8",
                "''                         | ETag         | text/plain; charset=utf-8",
                "Content-Type: text/css     | ETag         | text/css",
                "content-type: image/png    | Content-Type | image/png",
            })
    void a_kept_answer_has_the_type_of_the_fetched_one(String line, String passing, String type) throws IOException {
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + (line.isEmpty() ? "" : line + "\r\n")
                            + "\r\nx");
                });
                BypassingGateway gateway = BypassingGateway.forDomains(List.of("site.example"))
                        .unprotected()
                        .keepingAnswers(passing)
                        .start()) {
            assertEquals("bypass " + type, sourceAndType(gateway, origin));
            assertEquals("bypass_cache " + type, sourceAndType(gateway, origin));
        }
    }

    private static String sourceAndType(BypassingGateway gateway, ScriptedServer origin) throws IOException {
        try (PageClient client = new PageClient(gateway.port())) {
            client.get("http://site.example:" + origin.port() + "/");
            return client.header("x-render-source") + " " + client.header("content-type");
        }
    }
}
