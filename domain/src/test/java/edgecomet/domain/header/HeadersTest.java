package edgecomet.domain.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void names_compare_without_case_and_keep_the_spelling_they_came_with() {
        Headers headers = Headers.builder().add("ETag", "a").add("etag", "b").build();
        assertEquals(List.of("a", "b"), headers.all("ETAG"));
        assertEquals(Map.of("ETag", List.of("a", "b")), headers.asMap());
    }

    @Test
    void set_replaces_every_value() {
        Headers headers =
                Headers.builder().add("A", "1").add("a", "2").set("A", "3").build();
        assertEquals(List.of("3"), headers.all("a"));
    }

    @Test
    void a_header_that_is_not_there_is_empty() {
        assertEquals(Optional.empty(), Headers.EMPTY.first("X"));
        assertTrue(Headers.EMPTY.isEmpty());
    }

    @Test
    void what_is_built_does_not_change_with_the_builder() {
        Headers.Builder builder = Headers.builder().add("A", "1");
        Headers built = builder.build();
        builder.add("A", "2");
        assertEquals(List.of("1"), built.all("A"));
    }
}
