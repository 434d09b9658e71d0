package edgecomet.domain.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0} chosen by {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // headers          | names      | only             | without
                "A=1;B=2;C=3        | b          | B=2              | A=1;C=3",
                "X-Id=1;x-other=2   | x-ID       | X-Id=1           | x-other=2",
                "C=1;A=2;B=3        | A,C        | C=1;A=2          | B=3",
                "A=1;B=2;A=3        | A          | A=1;A=3          | B=2",
                "A=1                | Z          | -                | A=1",
                "A=1                | a,A        | A=1              | -",
                "A=1;B=2            | -          | -                | A=1;B=2",
                "-                  | A          | -                | -",
            })
    void names_choose_what_stays_and_what_goes(
            @Nullable String headers, @Nullable String names, @Nullable String only, @Nullable String without) {
        List<String> chosen = names == null ? List.of() : List.of(names.split(",", -1));
        assertEquals(read(only), read(headers).only(chosen));
        assertEquals(read(without), read(headers).without(chosen));
    }

    private static Headers read(@Nullable String text) {
        Headers.Builder builder = Headers.builder();
        if (text != null) {
            for (String field : text.split(";", -1)) {
                String[] nameAndValue = field.split("=", 2);
                builder.add(nameAndValue[0], nameAndValue[1]);
            }
        }
        return builder.build();
    }

    @Test
    void what_is_built_does_not_change_with_the_builder() {
        Headers.Builder builder = Headers.builder().add("A", "1");
        Headers built = builder.build();
        builder.add("A", "2");
        assertEquals(List.of("1"), built.all("A"));
    }
}
