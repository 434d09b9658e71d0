package edgecomet.domain.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import edgecomet.domain.event.EventTemplate.Parsing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/event-log.md} is printed from the fields. To write it anew:
 * {@code ./mvnw -pl domain test -Dtest=EventLogPageTest -Dedgecomet.docs=write}.
 */
class EventLogPageTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "event-log.md");

    @Test
    void the_document_is_what_the_code_says() throws IOException {
        String printed = print();
        if (System.getProperty("edgecomet.docs", "check").equals("write")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertEquals(printed, Files.readString(DOCUMENT), "docs/event-log.md is not what the code says");
    }

    private static String print() {
        return """
                # The event log

                Printed from `edgecomet.domain.event.EventField` by `EventLogPageTest`; do not edit.

                A gateway with `event_logging.file` writes one line for each request for a page: which bot asked for what, where the answer came from, how long it took. `/health`, `/ready`, unknown paths and other methods leave no line.

                ```yaml
                event_logging:
                  file:
                    enabled: true
                    path: /var/log/edgecomet/access.log
                    template: "{timestamp} {client_ip} {url} {status_code} {event_type} {serve_time}"
                    rotation: {max_size: 100, max_age: 30, max_backups: 10, compress: true}
                ```

                ## The line

                `template` is text with placeholders between braces. Each `{` begins one; there is no way to write a brace that does not. A name that is not in the table below, an empty or an unclosed placeholder is an error of the configuration, with file and line. Without a template:

                ```
                %s```

                - Text stands between double quotes, with `\\\\`, `\\"`, `\\n`, `\\t` and `\\r`. Every other control character and the line separators of Unicode are written as `\\u001b`. A value never ends its line, and what stands between the quotes is a JSON string.
                - Nothing is `-`. A number that is not known is 0. All `metrics.` are `-` unless the page was rendered for this request.
                - Seconds have three decimals. The time is in UTC and without quotes.

                | Placeholder | Example | Meaning |
                |---|---|---|
                %s

                ## What is an event

                | Answer | `event_type` | `source` |
                |---|---|---|
                | from the cache, fresh or expired | `cache_hit` | `cache` |
                | rendered now, or by an identical request at the same time | `render` | `render` |
                | from the origin, also where it cannot be reached (502); the fixed answer of a rule | `bypass` | `bypass` |
                | the origin's, from the cache | `bypass_cache` | `bypass_cache` |
                | refused or failed | `error` | - |

                `error_type` of an error: `invalid_url` (400), `auth_failed` (401), `url_normalization_error` (400), `unmatched_blocked` (403), `dimension_blocked` (403), `render_error` (500). Of a render: what the render service said (such as `soft_timeout`), else `origin_4xx` or `origin_5xx`.

                ## The file

                - Its directory is made at the start; one that cannot be made is fatal. The file is made at the first line, for its owner only (0600), and appended to.
                - A line that would make it larger than `max_size` begins a new file. The old one is kept beside it as `NAME-2026-01-31T12-00-00.000.EXT` (UTC), with `.gz` where compressed; the newest `max_backups` of them, for `max_age` days. A 0 stands for the default, 100 MB, 30 days and 10 files.
                - No request waits for the disk: lines are written by a thread of their own, usually within a millisecond. Up to 8 MiB wait in memory.
                - A file that cannot be written (a full disk) is one warning in the log, `failed to write event to log file`. It is tried again once a second, and nothing is lost until those 8 MiB are full. Then new events are dropped and counted; `Event log is written again` says how many.
                - At the end of the process what waits is written, for up to 5 s.
                """.formatted(EventTemplate.DEFAULT.line(SampleEvents.RENDERED), rows());
    }

    private static String rows() {
        return Arrays.stream(EventField.values())
                .map(field -> "| `" + field.label() + "` | `" + example(field) + "` | " + field.meaning() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String example(EventField field) {
        EventTemplate template = assertInstanceOf(Parsing.Parsed.class, EventTemplate.parse("{" + field.label() + "}"))
                .template();
        return template.line(SampleEvents.RENDERED).strip();
    }
}
