package edgecomet.adapters.http.renderer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.ClientFixture;
import edgecomet.adapters.http.client.ClientLimits;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.adapters.http.client.ScriptedServer;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HttpRendererClientTest {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: (\\d+)");

    private final HttpClient http = ClientFixture.client(ClientLimits.DEFAULT);
    private final HttpRendererClient client = new HttpRendererClient(http);

    @AfterEach
    void closeClient() {
        http.close();
    }

    static Stream<RenderedPage> pages() {
        return Stream.of(
                SamplePages.PAGE,
                SamplePages.recorded(SamplePages.PAGE),
                SamplePages.page(301, "", null, null),
                SamplePages.page(404, "<h1>gone</h1>", null, SamplePages.SEO),
                SamplePages.page(200, "", RenderError.EMPTY_RESPONSE, null),
                SamplePages.page(200, "<p>half", RenderError.SOFT_TIMEOUT, SamplePages.SEO));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_survives_the_wire(RenderedPage page) throws IOException {
        byte[] frame = RenderProtocol.encodePage(SamplePages.REQUEST, page);
        try (ScriptedServer service = service(200, RenderProtocol.FRAME_TYPE, frame)) {
            assertEquals(new RenderOutcome.Rendered(page, "rs-1"), render(service));
        }
    }

    @Test
    void asks_as_the_protocol_says() throws IOException {
        AtomicReference<String> body = new AtomicReference<>("");
        byte[] frame = RenderProtocol.encodePage(SamplePages.REQUEST, SamplePages.PAGE);
        try (ScriptedServer service = ScriptedServer.start((peer, number) -> {
            Matcher length = CONTENT_LENGTH.matcher(peer.readHead());
            assertTrue(length.find());
            body.set(new String(peer.readBody(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
            answer(peer, 200, RenderProtocol.FRAME_TYPE, frame);
        })) {
            render(service);
            assertEquals(
                    "POST /render HTTP/1.1\r\nhost: 127.0.0.1:" + service.port()
                            + "\r\nContent-Type: application/json\r\nAccept: application/octet-stream, application/json"
                            + "\r\nX-Request-ID: req-1\r\naccept-encoding: gzip\r\ncontent-length: "
                            + body.get().getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n",
                    service.heads().getFirst());
            assertEquals(new String(RequestJson.write(SamplePages.REQUEST, 3), StandardCharsets.UTF_8), body.get());
        }
    }

    @Test
    void reads_the_legacy_form_with_the_page_inside() throws IOException {
        String json = """
                {"request_id":"req-1","success":true,"render_time":1000000,"html_size":3,"html":"<p>",
                 "timestamp":"2026-11-23T12:00:00.5+02:00","chrome_id":"chrome-0","har":{ "log": {"n":1.50} },
                 "metrics":{"status_code":200,"final_url":"https://a.example/","timed_out":true,
                            "domain_stats":{"a.example":{"requests":1}}},
                 "page_seo":{"title":"T","index_status":2,"page_minhash":[18446744073709551615],"h1s":null}}""";
        try (ScriptedServer service = service(200, "application/json; charset=utf-8", bytes(json))) {
            RenderOutcome.Rendered rendered = assertInstanceOf(RenderOutcome.Rendered.class, render(service));
            assertEquals("<p>", new String(rendered.page().body(), StandardCharsets.UTF_8));
            assertEquals(RenderError.SOFT_TIMEOUT, rendered.page().report().qualifier());
            assertEquals(
                    Instant.parse("2026-11-23T10:00:00.5Z"),
                    rendered.page().report().startedAt());
            assertEquals("T", rendered.page().seo().title());
            assertEquals(
                    new HarDocument("{\"log\":{\"n\":1.50}}"), rendered.page().har());
        }
    }

    static Stream<Arguments> malformed() {
        byte[] noJson = RenderFrame.join(bytes("{"), bytes("<p>"));
        return Stream.of(
                Arguments.of(bytes(""), "response too short for binary format: 0 bytes"),
                Arguments.of(bytes("abc"), "response too short for binary format: 3 bytes"),
                Arguments.of(new byte[] {0, 0, 0, 5, '{', '}'}, "invalid metadata length: 5 (total body: 6)"),
                Arguments.of(
                        new byte[] {-1, -1, -1, -1, '{', '}'}, "invalid metadata length: 4294967295 (total body: 6)"),
                Arguments.of(new byte[] {0, 0, 0, 0}, "failed to unmarshal metadata: "),
                Arguments.of(noJson, "failed to unmarshal metadata: "));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void says_what_is_wrong_with_a_frame(byte[] body, String message) throws IOException {
        try (ScriptedServer service = service(200, RenderProtocol.FRAME_TYPE, body)) {
            assertFailed(render(service), RenderError.HTML_EXTRACTION_FAILED, "render service call failed: " + message);
        }
    }

    @Test
    void a_parameter_makes_the_frames_content_type_another_one() throws IOException {
        byte[] frame = RenderProtocol.encodePage(SamplePages.REQUEST, SamplePages.PAGE);
        try (ScriptedServer service = service(200, "application/octet-stream; charset=binary", frame)) {
            assertFailed(
                    render(service),
                    RenderError.HTML_EXTRACTION_FAILED,
                    "render service call failed: failed to unmarshal response: ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, render failed: it broke",
        "503, 'render service call failed: render service returned status 503: '"
    })
    void a_failure_keeps_its_type(int status, String message) throws IOException {
        byte[] json = RenderProtocol.encodeFailure(
                "req-1", RenderError.CHROME_CRASH, "it broke", Instant.EPOCH, SamplePages.HAR);
        try (ScriptedServer service = service(status, RenderProtocol.FAILURE_TYPE, json)) {
            RenderOutcome outcome = render(service);
            assertFailed(outcome, RenderError.CHROME_CRASH, message);
            assertEquals(SamplePages.HAR, ((RenderOutcome.Failed) outcome).har());
        }
    }

    @Test
    void a_failure_of_somebody_else_has_the_status() throws IOException {
        try (ScriptedServer service = service(404, "text/plain", bytes("Not Found"))) {
            assertEquals(
                    new RenderOutcome.Unanswered(
                            RenderError.POOL_UNAVAILABLE, "render service returned status 404: Not Found", null),
                    render(service));
        }
    }

    @Test
    void waits_no_longer_than_the_deadline() throws IOException {
        try (ScriptedServer service = ScriptedServer.start((peer, number) -> peer.awaitClose())) {
            assertFailed(
                    client.render(tab(service.port()), SamplePages.REQUEST, Deadline.after(Duration.ofMillis(200))),
                    RenderError.HARD_TIMEOUT,
                    "render service call failed: HTTP request failed: ");
        }
    }

    @Test
    void a_service_that_is_gone_is_a_failure() throws IOException {
        ScriptedServer service = service(200, "x", bytes(""));
        service.close();
        assertFailed(
                render(service), RenderError.POOL_UNAVAILABLE, "render service call failed: HTTP request failed: ");
    }

    private RenderOutcome render(ScriptedServer service) {
        return client.render(tab(service.port()), SamplePages.REQUEST, Deadline.after(ClientFixture.PATIENT));
    }

    private static Reserved tab(int port) {
        return new Reserved("req-1", "rs-1", 3, "127.0.0.1", port);
    }

    private static ScriptedServer service(int status, String contentType, byte[] body) throws IOException {
        return ScriptedServer.start((peer, number) -> {
            peer.readHead();
            answer(peer, status, contentType, body);
            peer.awaitClose();
        });
    }

    private static void answer(ScriptedServer.Peer peer, int status, String contentType, byte[] body)
            throws IOException {
        peer.write("HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + body.length + "\r\n\r\n");
        peer.write(body);
    }

    private static void assertFailed(RenderOutcome outcome, RenderError error, String message) {
        RenderOutcome.Failed failed = assertInstanceOf(RenderOutcome.Failed.class, outcome);
        assertEquals(error, failed.error(), failed.message());
        assertTrue(failed.message().startsWith(message), failed.message());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
