package edgecomet.adapters.fs.configuration.tester;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Problem;
import edgecomet.application.explain.HostExplanation;
import edgecomet.application.explain.UrlExplanation;
import edgecomet.domain.host.Host;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A test as one JSON document; {@code docs/operations.md} describes its fields, which tools may rely on. */
final class RunJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private RunJson(JsonGenerator json) {
        this.json = json;
    }

    /** Returns the document, with a line end. */
    static String of(TestRun run) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new RunJson(json.useDefaultPrettyPrinter()).write(run);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return text.append('\n').toString();
    }

    private void write(TestRun run) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", run.file());
        json.writeBooleanField("valid", run instanceof TestRun.Accepted);
        json.writeNumberField("exit_code", run.exitCode());
        json.writeArrayFieldStart("problems");
        for (Problem problem : run.problems()) {
            problem(problem);
        }
        json.writeEndArray();
        if (run instanceof TestRun.Accepted accepted && accepted.lookup().isPresent()) {
            json.writeObjectFieldStart("test");
            lookup(accepted.lookup().get(), accepted.configuration());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void problem(Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("file", problem.file());
        number("line", problem.line());
        number("column", problem.column());
        json.writeStringField("text", problem.text());
        json.writeEndObject();
    }

    private void number(String name, int known) throws IOException {
        if (known > 0) {
            json.writeNumberField(name, known);
        }
    }

    private void lookup(TestRun.Lookup lookup, GatewayConfiguration configuration) throws IOException {
        json.writeStringField("target", lookup.target());
        switch (lookup.explanation()) {
            case UrlExplanation.Unparsable(String message) -> json.writeStringField("invalid_url", message);
            case UrlExplanation.UnknownHost(String host) -> unknownHost(host, configuration);
            case UrlExplanation.OfHost found -> hosts(found.hosts(), configuration);
            case UrlExplanation.OnEveryHost every -> hosts(every.hosts(), configuration);
        }
    }

    private void unknownHost(String host, GatewayConfiguration configuration) throws IOException {
        json.writeStringField("unknown_host", host);
        json.writeArrayFieldStart("available_hosts");
        for (Host known : configuration.hosts().all()) {
            json.writeString(known.primaryDomain());
        }
        json.writeEndArray();
    }

    private void hosts(List<HostExplanation> hosts, GatewayConfiguration configuration) throws IOException {
        HostJson writer = new HostJson(json, configuration.storage());
        json.writeArrayFieldStart("hosts");
        for (HostExplanation host : hosts) {
            writer.write(host);
        }
        json.writeEndArray();
    }
}
