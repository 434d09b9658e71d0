package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What bots get when the disk takes nothing, or does not give back what it took (spec 03 §10.1, §18). The disk that
 * takes nothing is a file where the folder of the cache should be: that needs no rights of its own and fails even for
 * root.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageOutageScenariosIT {

    private static final String LARGE = "compressible ".repeat(500);

    @TempDir
    static Path directory;

    private Stage stage;
    private ScriptedSite site;

    @BeforeAll
    void start() {
        stage = Stage.withRenderer(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 60s}
                bypass: {timeout: 20s, ssrf_protection: false}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 20s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "/kept/*", action: bypass, bypass: {cache: {enabled: true, ttl: 1h}}}
                """);
        site = stage.site();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/page, rendered, cache, Failed to save render to cache",
        "/kept/page, bypass, bypass_cache, Failed to save bypass to cache"
    })
    void a_page_that_cannot_be_written_is_served_and_not_kept(
            String path, String source, String cachedSource, String log) throws IOException {
        String url = site.url(path);
        Path away = stage.cache().resolveSibling("away");
        Files.move(stage.cache(), away);
        Files.writeString(stage.cache(), "no folder");
        try {
            for (int i = 0; i < 2; i++) {
                Answer answer = stage.bot().asks(url).is(200);
                assertEquals(source, answer.header("X-Render-Source"), answer::toString);
                stage.assertLogged(answer, log);
            }
            assertEquals("", stage.entry(url));
        } finally {
            Files.delete(stage.cache());
            Files.move(away, stage.cache());
        }
        assertEquals(source, stage.bot().asks(url).header("X-Render-Source"));
        assertEquals(cachedSource, stage.bot().asks(url).is(200).header("X-Render-Source"));
    }

    /** A full disk, and one that the kernel has made read-only as it does after errors. */
    @ParameterizedTest
    @ValueSource(strings = {"full", "readonly"})
    void a_disk_that_takes_nothing_more_still_gives_what_it_has(String trouble) {
        String before = site.url("/before-" + trouble);
        String meanwhile = site.url("/meanwhile-" + trouble);
        try (SmallDisk disk = SmallDisk.mountedOn(stage.cache())) {
            stage.bot().asks(before).is(200).from("rendered", "new");
            if (trouble.equals("full")) {
                disk.fill();
            } else {
                disk.refuseWrites();
            }
            stage.bot().asks(before).is(200).from("cache", "hit");
            for (int i = 0; i < 2; i++) {
                Answer answer = stage.bot().asks(meanwhile).is(200).from("rendered", "new");
                stage.assertLogged(answer, "Failed to save render to cache");
            }
            assertEquals("", stage.entry(meanwhile));
            stage.bot().asks(before).is(200).from("cache", "hit");
        }
        stage.bot().asks(meanwhile).is(200).from("rendered", "new");
        stage.bot().asks(meanwhile).is(200).from("cache", "hit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small", "/large"})
    void a_body_that_is_lost_is_rendered_anew(String path) throws IOException {
        String url = rendered(path);
        Files.delete(body(url));
        Answer answer = stage.bot().asks(url).is(200).from("rendered", "new");
        answer.lacks("X-Cache-Age");
        stage.assertLogged(answer, "Cache file not accessible, will attempt pull or render");
        stage.bot().asks(url).is(200).from("cache", "hit").says(answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/small-cut, ''",
        "/large-cut, ''",
        "/large-garbled, garbled",
        "/small-longer, much more than was written"
    })
    void a_body_that_is_damaged_is_rendered_anew_and_never_served(String path, String content) throws IOException {
        String url = rendered(path);
        Files.writeString(body(url), content);
        String whole = stage.bot().asks(url).is(200).from("rendered", "new").body();
        stage.bot().asks(url).is(200).from("cache", "hit").says(whole);
    }

    @Test
    void a_compressed_body_that_cannot_be_read_is_counted() throws IOException {
        String url = rendered("/large-counted");
        String series = "cache_decompression_errors_total{algorithm=\"snappy\"}";
        double before = stage.metric(series);
        Files.writeString(body(url), "garbled");
        stage.bot().asks(url).from("rendered", "new");
        stage.assertCountedSince(before, series);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.html", "/etc/passwd", "7/../../secret.html"})
    void metadata_that_points_out_of_the_cache_is_never_followed(String filePath) throws IOException {
        Files.writeString(directory.resolve("secret.html"), "secret");
        Files.writeString(directory.resolveSibling("secret.html"), "secret");
        String url = rendered("/escaping/" + filePath.hashCode());
        stage.redis().command("HSET", stage.entry(url), "file_path", filePath, "size", "6", "disk_size", "6");
        eventually("the page is rendered anew", () -> {
            Answer answer = stage.bot().asks(url).is(200);
            assertFalse(answer.body().contains("secret"), answer::toString);
            return answer.isFrom("rendered", "new");
        });
    }

    @Test
    void metadata_that_makes_no_sense_is_none() {
        String url = rendered("/senseless");
        stage.redis().command("HSET", stage.entry(url), "status_code", "many", "expires_at", "soon");
        eventually(
                "the page is rendered anew", () -> stage.bot().asks(url).is(200).isFrom("rendered", "new"));
        stage.bot().asks(url).is(200).from("cache", "hit");
    }

    /** The first hit comes from the file; later ones may come from memory. */
    private String rendered(String path) {
        site.replies(path, Reply.page(path.startsWith("/large") ? LARGE : "small"));
        stage.bot().asks(site.url(path)).is(200).from("rendered", "new");
        return site.url(path);
    }

    private Path body(String url) {
        return stage.cache()
                .resolve(stage.redis()
                        .command("HGET", stage.entry(url), "file_path")
                        .strip());
    }
}
