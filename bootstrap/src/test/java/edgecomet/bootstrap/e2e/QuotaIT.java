package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code storage.max_megabytes}: the disk stays within it, and the pages that had to go are there again when asked for. */
class QuotaIT {

    private static final int PAGES = 30;
    private static final int PAGE_BYTES = 100_000;
    private static final long QUOTA = 1024 * 1024;

    @TempDir
    static Path directory;

    @Test
    void bodies_take_no_more_disk_than_allowed_and_no_page_is_lost() {
        try (Stage stage = Stage.withGateway(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 30s}
                storage: {base_path: "%s", compression: none, max_megabytes: 1}
                bypass: {timeout: 10s, ssrf_protection: false, cache: {enabled: true, ttl: 1h, status_codes: [200]}}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """.formatted(directory.resolve("cache")), """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 10s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "*", action: bypass}
                """)) {
            double before = stage.metric("eg_cache_evicted_pages_total");
            for (int i = 0; i < PAGES; i++) {
                stage.site().replies("/page/" + i, Reply.bytes("text/html", body(i)));
                stage.bot().asks(stage.site().url("/page/" + i)).is(200);
            }
            eventually("the disk is within its quota", () -> bytesIn(stage.cache()) <= QUOTA);
            stage.assertCountedSince(before, "eg_cache_evicted_pages_total");
            for (int i = 0; i < PAGES; i++) {
                stage.bot().asks(stage.site().url("/page/" + i)).is(200).says(body(i));
            }
        }
    }

    private static String body(int seed) {
        Random letters = new Random(seed);
        StringBuilder text = new StringBuilder(PAGE_BYTES);
        while (text.length() < PAGE_BYTES) {
            text.append((char) ('a' + letters.nextInt(26)));
        }
        return text.toString();
    }

    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(QuotaIT::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // removed just now
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
