package edgecomet.bootstrap.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSiteTest {

    private static DemoSite site;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        site = DemoSite.start(0);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/product/1", "/product/unknown", "/broken", "/nothing/here"})
    void everyPageIsTheSameEmptyShell(String path) throws Exception {
        HttpResponse<String> response = send("GET", path);

        assertEquals(200, response.statusCode());
        assertEquals("text/html; charset=utf-8", header(response, "content-type"));
        assertTrue(response.body().contains("<div id=\"app\"></div>"));
        assertFalse(response.body().contains("<h1"));
        assertFalse(response.body().contains("Halley"));
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/app.js,    text/javascript; charset=utf-8",
        "/assets/style.css, text/css; charset=utf-8",
        "/favicon.svg,      image/svg+xml",
        "/robots.txt,       text/plain; charset=utf-8",
        "/api/products,     application/json",
        "/api/reviews,      application/json",
    })
    void filesHaveTheirTypes(String path, String type) throws Exception {
        HttpResponse<String> response = send("GET", path);

        assertEquals(200, response.statusCode());
        assertEquals(type, header(response, "content-type"));
        assertFalse(response.body().isEmpty());
    }

    @Test
    void theShellNamesOnlyFilesThatExist() throws Exception {
        var addresses = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(send("GET", "/").body());

        int found = 0;
        for (; addresses.find(); found++) {
            assertEquals(200, send("GET", addresses.group(1)).statusCode(), addresses.group(1));
        }
        assertEquals(3, found);
    }

    @Test
    void anOldProductHasMoved() throws Exception {
        HttpResponse<String> response = send("GET", "/old-product/2");

        assertEquals(301, response.statusCode());
        assertEquals("/product/2", header(response, "location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/assets/nothing.js"})
    void whatIsNoPageMayBeMissing(String path) throws Exception {
        assertEquals(404, send("GET", path).statusCode());
    }

    @Test
    void headDiffersFromGetInTheBodyOnly() throws Exception {
        HttpResponse<String> get = send("GET", "/");
        HttpResponse<String> head = send("HEAD", "/");

        assertEquals(get.statusCode(), head.statusCode());
        assertEquals(header(get, "content-length"), header(head, "content-length"));
        assertEquals("", head.body());
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        HttpResponse<String> response = send("POST", "/");

        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", header(response, "allow"));
    }

    @Test
    void aTakenPortIsAnError() {
        assertThrows(BindException.class, () -> DemoSite.start(site.address().getPort()));
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(site.address().resolve(path)).method(method, BodyPublishers.noBody());
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }
}
