package edgecomet.domain.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import edgecomet.domain.event.EventTemplate.Parsing;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTemplateTest {

    /** Spec 04 §11.2: all names, each with its value in a full event and in an empty one. */
    private static final String FIELDS = """
            timestamp                     | 2026-11-23T09:30:12.345Z          | 1970-01-01T00:00:00.000Z
            request_id                    | "5f0c1-req-42"                    | -
            host                          | "shop.example"                    | -
            host_id                       | 7                                 | 0
            url                           | "https://shop.example/product/1"  | -
            url_hash                      | "0123456789abcdef"                | -
            event_type                    | "render"                          | "error"
            dimension                     | "desktop"                         | -
            user_agent                    | "Googlebot/2.1"                   | -
            client_ip                     | "203.0.113.9"                     | -
            matched_rule                  | "/product/*"                      | -
            status_code                   | 301                               | 400
            page_size                     | 18231                             | 0
            serve_time                    | 1.812                             | 0.000
            source                        | "render"                          | -
            redirect_to                   | "https://shop.example/product/1/" | -
            render_service_id             | "rs-1"                            | -
            render_time                   | 1.204                             | 0.000
            chrome_id                     | "chrome-0"                        | -
            title                         | "Red shoes"                       | -
            index_status                  | 4                                 | 0
            cache_age                     | 61                                | 0
            cache_key                     | "cache:7:1:0123456789abcdef"      | -
            error_type                    | "soft_timeout"                    | -
            error_message                 | "Origin returned 503"             | -
            eg_instance_id                | "eg-1"                            | -
            metrics.final_url             | "https://shop.example/product/1"  | -
            metrics.total_requests        | 43                                | -
            metrics.total_bytes           | 490233                            | -
            metrics.same_origin_requests  | 31                                | -
            metrics.same_origin_bytes     | 402113                            | -
            metrics.third_party_requests  | 12                                | -
            metrics.third_party_bytes     | 88120                             | -
            metrics.third_party_domains   | 4                                 | -
            metrics.blocked_count         | 3                                 | -
            metrics.failed_count          | 1                                 | -
            metrics.timed_out             | true                              | -
            metrics.error_count           | 2                                 | -
            metrics.warning_count         | 1                                 | -
            metrics.time_to_first_request | 0.012                             | -
            metrics.time_to_last_response | 1.100                             | -""";

    @ParameterizedTest
    @CsvSource(textBlock = FIELDS, delimiter = '|', quoteCharacter = '\0')
    void a_placeholder_stands_for_its_value(String name, String full, String empty) {
        assertEquals(full + "\n", line("{" + name + "}", SampleEvents.RENDERED));
        assertEquals(empty + "\n", line("{" + name + "}", SampleEvents.REFUSED));
    }

    @Test
    void the_table_above_has_every_field_but_the_console() {
        assertEquals(
                Arrays.stream(EventField.values())
                        .map(EventField::label)
                        .filter(name -> !name.equals("metrics.console_messages"))
                        .toList(),
                FIELDS.lines().map(row -> row.substring(0, row.indexOf(' '))).toList());
    }

    @Test
    void console_messages_are_an_array() {
        assertEquals(
                "[{\"type\":\"error\",\"source_url\":\"https://shop.example/app.js\",\"source_location\":\"12:7\","
                        + "\"message\":\"Cannot read \\\"price\\\"\"},"
                        + "{\"type\":\"warning\",\"source_url\":\"<anonymous>\",\"source_location\":\"0:0\","
                        + "\"message\":\"deprecated\"},"
                        + "{\"type\":\"error\",\"source_url\":\"https://shop.example/app.js\","
                        + "\"source_location\":\"12:7\",\"message\":\"Cannot read \\\"price\\\"\"}]\n",
                line("{metrics.console_messages}", SampleEvents.RENDERED));
        assertEquals("-\n", line("{metrics.console_messages}", SampleEvents.REFUSED));
    }

    @Test
    void the_text_around_placeholders_is_copied() {
        assertEquals(
                "ä} \"301\"\tid=7}301\n",
                line("ä} \"{status_code}\"\tid={host_id}}{status_code}", SampleEvents.RENDERED));
    }

    @Test
    void without_a_template_ten_fields_stand_between_tabs() {
        assertEquals(
                "2026-11-23T09:30:12.345Z\t\"shop.example\"\t\"https://shop.example/product/1\"\t301\t\"render\"\t"
                        + "\"render\"\t1.812\t1.204\t61\t\"203.0.113.9\"\n",
                EventTemplate.DEFAULT.line(SampleEvents.RENDERED));
        assertEquals(
                "{timestamp}\t{host}\t{url}\t{status_code}\t{event_type}\t{source}\t{serve_time}\t{render_time}\t"
                        + "{cache_age}\t{client_ip}",
                EventTemplate.DEFAULT.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|template cannot be empty",
                "{url|unclosed placeholder at position 0",
                "ab{url} {|unclosed placeholder at position 8",
                "äö{url|unclosed placeholder at position 4",
                "ab{}|empty placeholder at position 2",
                "😀{url}{}|empty placeholder at position 9",
                "{nope}|unknown placeholder {nope}",
                "{URL}|unknown placeholder {URL}",
                "{ url }|unknown placeholder { url }",
                "{{url}}|unknown placeholder {{url}",
                "{metrics.status_2xx}|unknown placeholder {metrics.status_2xx}",
                "{dimension_action}|unknown placeholder {dimension_action}",
            })
    void a_template_that_makes_no_sense_is_refused(String template, String reason) {
        assertEquals(new Parsing.Invalid(reason), EventTemplate.parse(template));
    }

    /** Ties, which only numbers without a remainder in binary can be, go to the even digit. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "62500000, 0.062",
        "187500000, 0.188",
        "312500000, 0.312",
        "437500000, 0.438",
        "500000, 0.001",
        "1500000, 0.002",
        "2500000, 0.003",
        "1000500000, 1.000",
        "1001500000, 1.002",
        "499999, 0.000",
        "3600000000000, 3600.000",
        "86400000999999, 86400.001",
    })
    void seconds_are_rounded_by_their_exact_value(long nanos, String expected) {
        assertEquals(expected + "\n", line("{serve_time}", SampleEvents.lasting(Duration.ofNanos(nanos))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a\\b|\"a\\\\b\"",
                "a\"b|\"a\\\"b\"",
                "a\\nb|\"a\\\\nb\"",
                "'x'|\"'x'\"",
                "{url}|\"{url}\"",
                "Grüße 😀|\"Grüße 😀\"",
                "-|\"-\"",
            })
    void a_text_stands_between_quotes(String text, String expected) {
        assertEquals(expected + "\n", line("{title}", SampleEvents.saying(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "0, \\u0000",
        "11, \\u000b",
        "12, \\u000c",
        "27, \\u001b",
        "127, \\u007f",
        "133, \\u0085",
        "155, \\u009b",
        "8232, \\u2028",
        "8233, \\u2029",
    })
    void a_character_that_could_end_the_line_or_command_a_terminal_is_escaped(int character, String expected) {
        assertEquals(
                "\"a" + expected + "b\"\n",
                line("{user_agent}", SampleEvents.saying("a" + Character.toString(character) + "b")));
    }

    /** A forged line would need a line feed, a forged field a quote that closes the value. */
    @ParameterizedTest
    @EnumSource(EventField.class)
    void no_value_breaks_out_of_its_quotes(EventField field) {
        String line = line("{" + field.label() + "}|end", SampleEvents.saying("\"|x\n\"\\\r\\\"\u2028{url}\t"));
        String outsideOfQuotes = line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");

        assertEquals(1, line.lines().count());
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertEquals(1, outsideOfQuotes.chars().filter(c -> c == '|').count(), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{url}", "a{url}b{host}", "}", " "})
    void a_template_is_what_was_written(String text) {
        assertEquals(text, template(text).toString());
        assertEquals(template(text), template(text));
        assertEquals(template(text).hashCode(), template(text).hashCode());
        assertNotEquals(template(text), EventTemplate.DEFAULT);
    }

    private static String line(String template, RequestEvent event) {
        return template(template).line(event);
    }

    private static EventTemplate template(String text) {
        return assertInstanceOf(Parsing.Parsed.class, EventTemplate.parse(text)).template();
    }
}
