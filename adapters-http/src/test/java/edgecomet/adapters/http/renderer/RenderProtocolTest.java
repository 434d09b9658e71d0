package edgecomet.adapters.http.renderer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.renderer.RenderProtocol.Incoming;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderProtocolTest {

    private static final int POOL = 4;

    @Test
    void a_request_survives_the_wire() {
        assertEquals(
                new Incoming.Accepted(SamplePages.REQUEST, 3),
                RenderProtocol.decodeRequest(RequestJson.write(SamplePages.REQUEST, 3), POOL));
    }

    @Test
    void a_request_has_the_names_and_units_of_the_protocol() {
        assertEquals("""
                {"request_id":"req-1","url":"https://shop.example/ü?a=1","tab_id":2,"viewport_width":375,\
                "viewport_height":812,"user_agent":"Bot/1","timeout":15000000000,"wait_for":"networkIdle",\
                "extra_wait":500000000,"blocked_patterns":["*ads*"],"blocked_resource_types":["Image"],\
                "include_har":true,"public_only":true,"headers":{"Accept-Language":["de","en"]},"wait_for_selector":"#done",\
                "wait_for_expression":"window.ready","serialize":"markup","strip_scripts":true}""", text(RequestJson.write(SamplePages.REQUEST, 2)));
    }

    @Test
    void what_is_empty_is_left_out_of_a_request() {
        RenderRequest bare = new RenderRequest(
                "r",
                "u",
                new Viewport(0, 0),
                "",
                Duration.ZERO,
                "",
                Duration.ZERO,
                List.of(),
                List.of(),
                false,
                false,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
        assertEquals("""
                {"request_id":"r","url":"u","tab_id":0,"viewport_width":0,"viewport_height":0,"user_agent":"",\
                "timeout":0,"wait_for":"","extra_wait":0,"strip_scripts":false}""", text(RequestJson.write(bare, 0)));
        assertEquals(
                new Incoming.Accepted(bare, 0),
                RenderProtocol.decodeRequest(bytes("{\"url\":\"u\",\"request_id\":\"r\"}"), POOL));
    }

    @Test
    void names_compare_without_case_and_unknown_fields_and_nulls_are_skipped() {
        Incoming incoming = RenderProtocol.decodeRequest(bytes("""
                {"URL":"u","Request_ID":"r","Tab_Id":1,"new":{"a":[1,{"b":2}]},"headers":null,
                 "timeout":-1,"blocked_patterns":["x",null],"url":"later"}"""), POOL);
        Incoming.Accepted accepted = assertInstanceOf(Incoming.Accepted.class, incoming);
        assertEquals("later", accepted.request().url());
        assertEquals(1, accepted.tab());
        assertEquals(Duration.ofNanos(-1), accepted.request().timeout());
        assertEquals(List.of("x"), accepted.request().blockedPatterns());
        assertEquals(Headers.EMPTY, accepted.request().headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{\"url\":\"u\"",
                "{\"url\":\"u\",\"request_id\":\"r\"} x",
                "{\"url\":\"u\",\"request_id\":\"r\"}{}",
                "{'url':'u'}",
                "{\"url\":1,\"request_id\":\"r\"}",
                "{\"url\":\"u\",\"request_id\":[]}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"tab_id\":\"1\"}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"tab_id\":1.5}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"tab_id\":99999999999999999999}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"timeout\":\"15s\"}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"timeout\":9223372036854775808}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"strip_scripts\":1}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"blocked_patterns\":\"x\"}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"blocked_patterns\":[1]}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"headers\":[]}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"headers\":{\"A\":\"b\"}}",
                "{\"url\":\"u\",\"request_id\":\"r\",\"headers\":{\"A\":[1]}}",
            })
    void a_body_that_is_no_request_is_refused(String body) {
        assertEquals(new Incoming.Invalid("", "Invalid JSON body"), RenderProtocol.decodeRequest(bytes(body), POOL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | ''  | url field is required",
                "{'request_id':'r'}                          | r   | url field is required",
                "{'request_id':'r','url':''}                 | r   | url field is required",
                "{'url':'u'}                                 | ''  | request_id field is required",
                "{'url':'u','request_id':'','tab_id':9}      | ''  | request_id field is required",
                "{'url':'u','request_id':'r','tab_id':-1}    | r   | Invalid tab_id: -1 (pool size: 4)",
                "{'url':'u','request_id':'r','tab_id':4}     | r   | Invalid tab_id: 4 (pool size: 4)",
                "{'url':'u','request_id':'r','wait_for_selector':'LONG'} | r | wait_for_selector and wait_for_expression may have at most 1000 characters",
            })
    void the_first_failed_check_is_the_answer(String body, String requestId, String message) {
        assertEquals(
                new Incoming.Invalid(requestId, message),
                RenderProtocol.decodeRequest(bytes(body.replace('\'', '"').replace("LONG", "a".repeat(1001))), POOL));
    }

    @Test
    void a_failure_has_every_field_that_is_never_left_out() {
        byte[] json = RenderProtocol.encodeFailure(
                "req-1",
                RenderError.HARD_TIMEOUT,
                "Hard timeout exceeded (50s)",
                Instant.parse("2026-11-23T10:00:00Z"),
                null);
        assertEquals("""
                {"request_id":"req-1","success":false,"error":"Hard timeout exceeded (50s)",\
                "error_type":"hard_timeout","render_time":0,"html_size":0,"timestamp":"2026-11-23T10:00:00Z",\
                "chrome_id":"","metrics":{"status_code":0,"final_url":"","timed_out":false,"total_requests":0,\
                "total_bytes":0,"same_origin_requests":0,"same_origin_bytes":0,"third_party_requests":0,\
                "third_party_bytes":0,"third_party_domains":0,"blocked_count":0,"failed_count":0,\
                "time_to_first_request":0.0,"time_to_last_response":0.0}}""", text(json));
    }

    @Test
    void the_metadata_of_a_page_have_the_names_and_units_of_the_protocol() {
        assertEquals("""
                {"request_id":"req-1","success":true,"render_time":1234000000,"html_size":14,\
                "timestamp":"2026-11-23T10:00:00.123456789Z","chrome_id":"chrome-2","metrics":{"status_code":200,\
                "final_url":"https://shop.example/final","lifecycle_events":[{"name":"init","time":0.0},\
                {"name":"networkIdle","time":1.107}],"timed_out":false,"console_messages":[{"type":"warning","source_url":"https://shop.example/a.js",\
                "source_location":"3:14","message":"deprecated \\"x\\""}],"total_requests":5,\
                "total_bytes":40500,"bytes_by_type":{"Document":39000,"Script":1500},\
                "requests_by_type":{"Document":1,"Script":4},"status_counts":{"2xx":4,"4xx":1},\
                "same_origin_requests":3,"same_origin_bytes":40000,"third_party_requests":2,"third_party_bytes":500,\
                "third_party_domains":1,"blocked_count":6,"failed_count":7,"time_to_first_request":0.008,\
                "time_to_last_response":0.9,"domain_stats":{"cdn.example":{"requests":2,"bytes":500,"failed":1,\
                "blocked":5,"avg_latency":0.03},"shop.example":{"requests":3,"bytes":40000,"failed":0,"blocked":0,\
                "avg_latency":0.12}},"ready_reason":"idle","ready_at":1.107,"pending_count":12,\
                "pending":[{"kind":"request","detail":"https://shop.example/poll"},{"kind":"fonts"}],"wait_for_event":"networkIdle","extra_wait":0.5,"timeout":15.0,\
                "viewport_width":375,"viewport_height":812},"headers":{"Content-Type":["text/html"]},\
                "page_seo":{"title":"Title „quoted“","index_status":4,"meta_description":"Description",\
                "canonical_url":"https://shop.example/","meta_robots":["index","nofollow"],"h1s":["h1"],\
                "h2s":["h2","h2b"],"h3s":["h3"],"links_total":7,"links_internal":3,"links_external":4,\
                "links_nofollow":3,"links_nofollow_internal":1,"links_nofollow_external":2,\
                "external_domains":{"CDN.example":4},"images_total":11,"images_with_alt":5,"images_without_alt":6,\
                "images_internal":7,"images_external":4,"word_count":321,\
                "hreflang":[{"lang":"de","url":"https://shop.example/de"}],"hreflang_self":"de",\
                "structured_data_types":["Offer","Product"]}}""", metadata(SamplePages.PAGE));
    }

    @Test
    void a_redirect_has_no_page_and_no_echo_of_the_request() {
        assertEquals("""
                {"request_id":"req-1","success":true,"render_time":1234000000,"html_size":0,\
                "timestamp":"2026-11-23T10:00:00.123456789Z","chrome_id":"chrome-2","metrics":{"status_code":301,\
                "final_url":"https://shop.example/final","lifecycle_events":[{"name":"init","time":0.0},\
                {"name":"networkIdle","time":1.107}],"timed_out":false,"console_messages":[{"type":"warning","source_url":"https://shop.example/a.js",\
                "source_location":"3:14","message":"deprecated \\"x\\""}],"total_requests":0,\
                "total_bytes":0,"same_origin_requests":0,"same_origin_bytes":0,"third_party_requests":0,\
                "third_party_bytes":0,"third_party_domains":0,"blocked_count":0,"failed_count":0,\
                "time_to_first_request":0.0,"time_to_last_response":0.0,\
                "ready_reason":"idle","ready_at":1.107,"pending_count":12,\
                "pending":[{"kind":"request","detail":"https://shop.example/poll"},{"kind":"fonts"}]},"headers":{"Content-Type":["text/html"]}}""", metadata(SamplePages.page(301, "", null, null)));
    }

    @Test
    void a_page_that_was_taken_too_early_says_so() {
        String json = metadata(SamplePages.page(200, "<p>", RenderError.SOFT_TIMEOUT, null));
        assertTrue(json.contains("\"success\":true,\"error_type\":\"soft_timeout\","), json);
        assertTrue(json.contains("\"timed_out\":true"), json);
    }

    @Test
    void half_a_character_does_not_stop_a_page() {
        byte[] failure = RenderProtocol.encodeFailure(
                "req-1",
                RenderError.NETWORK_ERROR,
                "half \ud83d",
                Instant.EPOCH,
                new HarDocument("{\"a\":\"\udc00\"}"));
        assertTrue(text(failure).contains("\"error\":\"half ?\""), text(failure));
        assertTrue(text(failure).endsWith("\"har\":{\"a\":\"?\"}}"), text(failure));
    }

    @Test
    void a_recording_travels_as_it_is_with_a_page_and_with_a_failure() {
        String recorded = metadata(SamplePages.recorded(SamplePages.page(301, "", null, null)));
        String har = "\"har\":" + SamplePages.HAR.json();
        assertTrue(recorded.endsWith(har + "}"), recorded);

        byte[] failure = RenderProtocol.encodeFailure(
                "req-1", RenderError.NETWORK_ERROR, "gone", Instant.EPOCH, SamplePages.HAR);
        assertTrue(text(failure).endsWith(har + "}"), text(failure));
    }

    private static String metadata(RenderedPage page) {
        byte[] frame = RenderProtocol.encodePage(SamplePages.REQUEST, page);
        RenderFrame.Content.Parts parts = assertInstanceOf(RenderFrame.Content.Parts.class, RenderFrame.split(frame));
        assertArrayEquals(page.body(), parts.html());
        return text(parts.metadata());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
