package edgecomet.adapters.fs.configuration.tester;

import edgecomet.adapters.fs.configuration.ConfigurationFiles;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Result;
import java.nio.file.Path;
import java.time.Instant;

/** Files of a gateway in a directory of their own, and tests of them at an instant that does not pass. */
record TestedFiles(Path file) {

    /** Everything is stored at this instant. */
    static final Instant NOW = Instant.parse("2026-01-31T10:20:30Z");

    /** Two hosts: one with all kinds of rules, and one that is not enabled and has none. */
    static final String HOSTS = """
            hosts:
              - id: 1
                domain: ["example.com", "www.example.com"]
                render_key: "k"
                enabled: true
                render: {timeout: 30s}
                url_rules:
                  - match: ["/blog/*", "/news/*"]
                    action: render
                    render: {timeout: 45s, cache: {ttl: 2h}, events: {wait_for: load, additional_wait: 1s}}
                  - {match: "/search", match_query: {page: "~^[0-9]+$", q: "*"}, action: bypass}
                  - {match: "/api/*", action: bypass}
                  - {match: "/feed/*", action: bypass, bypass: {cache: {enabled: true, ttl: 90m, status_codes: [404, 200]}}}
                  - {match: "/private/*", action: block, status: {reason: "members only"}}
                  - {match: "/gone/*", action: status_410, status: {headers: {X-A: "1", X-B: "2"}}}
                  - {match: "/old/*", action: status, status: {code: 301, headers: {Location: "/new"}}}
                  - {match: "/tea/*", action: status, status: {code: 418}}
              - id: 2
                domain: "shop.example.com"
                render_key: "s"
                render: {timeout: 1m}
            """;

    static TestedFiles in(Path directory) {
        return of(directory, ConfigurationFiles.GATEWAY, HOSTS);
    }

    static TestedFiles of(Path directory, String main, String hosts) {
        return new TestedFiles(new ConfigurationFiles(directory).gateway(main, hosts));
    }

    Result test(String target, Output output) {
        return ConfigurationTester.test(file.toString(), target, output, () -> NOW);
    }

    /** Returns what is printed after the lines about the files themselves. */
    String lookup(String target, Output output) {
        String all = test(target, output).out();
        String success = "configuration test is successful\n";
        return all.substring(all.indexOf(success) + success.length());
    }
}
