package edgecomet.domain.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import edgecomet.domain.pattern.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors: every implementation that shares a cache must agree on them. */
class UrlVectorsTest {
    record Vector(String number, String mode, String input, String expected, String hash) {

        static Vector of(String line) {
            String[] fields = line.split("\t", -1);
            return new Vector(fields[0], fields[1], fields[2].replace("<TAB>", "\t"), fields[3], fields[4]);
        }

        TrackingParams tracking() {
            return switch (mode) {
                case "" -> TrackingParams.NONE;
                case "D" -> TrackingParams.DEFAULT;
                default -> TrackingParams.of(List.of(Pattern.parse(mode)));
            };
        }

        boolean isError() {
            return expected.startsWith("ERROR ");
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(UrlVectorsTest.class.getResourceAsStream("vectors.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::of)
                    .toList();
        }
    }

    @Test
    void there_are_180_vectors() throws IOException {
        assertEquals(180, vectors().size());
    }

    @TestFactory
    Stream<DynamicTest> every_vector_holds() throws IOException {
        return vectors().stream()
                .map(vector -> dynamicTest(
                        vector.number() + " " + vector.mode() + " " + vector.input(), () -> assertHolds(vector)));
    }

    private static void assertHolds(Vector vector) {
        switch (UrlNormalizer.normalize(vector.input(), vector.tracking())) {
            case Rejected(String message) -> assertEquals(vector.expected(), "ERROR " + message);
            case NormalizedUrl url -> {
                assertEquals(vector.expected(), url.value());
                assertEquals(vector.hash(), url.hash().hex());
                assertEquals(url.hash(), UrlHash.of(url.value()));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> stripping_later_gives_the_same_as_stripping_at_once() throws IOException {
        return vectors().stream()
                .filter(vector -> !vector.isError())
                .map(vector -> dynamicTest(vector.number() + " " + vector.input(), () -> {
                    NormalizedUrl plain = (NormalizedUrl) UrlNormalizer.normalize(vector.input(), TrackingParams.NONE);
                    assertEquals(
                            vector.expected(),
                            plain.stripping(vector.tracking()).value());
                }));
    }

    @Test
    void the_hash_has_its_check_values() {
        assertEquals("ef46db3751d8e999", UrlHash.of("").hex());
        assertEquals("d24ec4f1a98c6e5b", UrlHash.of("a").hex());
        assertEquals("44bc2cf5ad770999", UrlHash.of("abc").hex());
    }
}
