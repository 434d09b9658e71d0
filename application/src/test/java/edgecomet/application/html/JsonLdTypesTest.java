package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The types in a JSON-LD block")
class JsonLdTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " {\"@type\" : \"A\"} |A",
                "{\"@type\":[\"A\",\"\",1,[\"no\"],\"B\",{\"@type\":\"C\"}]}|C,A,B",
                "[{\"@type\":\"A\"},{\"x\":{\"@type\":\"B\"}}]|A,B",
                "{\"@type\":\"A\",\"@type\":\"B\"}|B",
                "{\"@type\":{\"@type\":\"A\"}}|A",
                "{\"type\":\"A\",\"x\":[true,false,null,-1.5e+3,0]}|''",
                "\"@type\"|''"
            })
    void areFound(String block, String expected) {
        assertEquals(expected, String.join(",", JsonLdTypes.of(block)));
    }

    @Test
    void areUnescaped() {
        assertEquals(
                List.of("A\"\\/\b\f\n\r\té😀"),
                JsonLdTypes.of("{\"@typ\\u0065\":\"\\u0041\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\uDE00\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"@type\":\"A\"",
                "{\"@type\":\"A\"} x",
                "{\"@type\":\"A\",}",
                "[{\"@type\":\"A\"},]",
                "{\"@type\":\"A\" \"b\":1}",
                "{\"@type\":\"A\",\"b\":01}",
                "{\"@type\":\"A\",\"b\":.5}",
                "{\"@type\":\"A\",\"b\":\"\t\"}",
                "{\"@type\":\"A\",\"b\":\"\\x\"}",
                "{\"@type\":\"A\",\"b\":\"\\u12G4\"}",
                "{\"@type\":\"A\",\"b\":\"\\",
                "{\"@type\":\"A\",b:1}",
                "{\"@type\":\"A\",\"b\":truely}",
                "[{\"@type\":\"A\"}}",
                "<!-- {\"@type\":\"A\"} -->"
            })
    void ofABlockThatIsNotJsonDoNotCount(String block) {
        assertEquals(List.of(), JsonLdTypes.of(block));
    }

    @Test
    void areSoughtTenLevelsDeep() {
        assertEquals(List.of("A"), JsonLdTypes.of("[".repeat(10) + "{\"@type\":\"A\"}" + "]".repeat(10)));
        assertEquals(List.of(), JsonLdTypes.of("[".repeat(11) + "{\"@type\":\"A\"}" + "]".repeat(11)));
    }

    @Test
    void endlessNestingIsNoError() {
        assertEquals(List.of(), JsonLdTypes.of("[".repeat(1_000_000)));
    }
}
