package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import java.util.Optional;
import java.util.Set;

/** The checks of {@code event_logging.file} (spec 01 §8.1, §14). */
final class EventLogCheck {

    private static final Set<String> PLACEHOLDERS = Set.of(
            "timestamp",
            "request_id",
            "host",
            "host_id",
            "url",
            "url_hash",
            "event_type",
            "dimension",
            "user_agent",
            "client_ip",
            "matched_rule",
            "status_code",
            "page_size",
            "serve_time",
            "source",
            "redirect_to",
            "render_service_id",
            "render_time",
            "chrome_id",
            "title",
            "index_status",
            "cache_age",
            "cache_key",
            "error_type",
            "error_message",
            "eg_instance_id",
            "metrics.final_url",
            "metrics.total_requests",
            "metrics.total_bytes",
            "metrics.same_origin_requests",
            "metrics.same_origin_bytes",
            "metrics.third_party_requests",
            "metrics.third_party_bytes",
            "metrics.third_party_domains",
            "metrics.blocked_count",
            "metrics.failed_count",
            "metrics.timed_out",
            "metrics.console_messages",
            "metrics.error_count",
            "metrics.warning_count",
            "metrics.time_to_first_request",
            "metrics.time_to_last_response");

    private EventLogCheck() {}

    static void check(Section file, ServerCheck server, Report report) {
        if (!file.isTrue("enabled")) {
            return;
        }
        if (file.text("path").isEmpty()) {
            report.error(file.line("path"), "event_logging.file.path is required when event logging is enabled");
        }
        server.rotation(file.section("rotation"), "event_logging.file.rotation");
        templateProblem(file.text("template"))
                .ifPresent(problem -> report.error(
                        file.line("template"), "invalid template for event log " + file.text("path") + ": " + problem));
    }

    /** Returns what is wrong with the first placeholder that is. */
    private static Optional<String> templateProblem(String template) {
        int open = template.indexOf('{');
        while (open >= 0) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                return Optional.of("unclosed placeholder at position " + open);
            }
            String name = template.substring(open + 1, close);
            if (name.isEmpty()) {
                return Optional.of("empty placeholder at position " + open);
            }
            if (!PLACEHOLDERS.contains(name)) {
                return Optional.of("unknown placeholder {" + name + "}");
            }
            open = template.indexOf('{', close);
        }
        return Optional.empty();
    }
}
