package edgecomet.adapters.fs.configuration.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What scalars mean (spec 01 §2): the values at which YAML 1.1, 1.2 and the product part company. */
class ScalarTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "true; !!bool",
                "True; !!bool",
                "yes; !!str",
                "on; !!str",
                "010; !!int",
                "08; !!float",
                "1:30; !!str",
                "0x1F; !!int",
                "0o17; !!int",
                "0b11; !!int",
                "-12; !!int",
                "+5; !!int",
                "1_000; !!int",
                "_1; !!str",
                "1e3; !!float",
                "1.5; !!float",
                ".5; !!float",
                ".inf; !!float",
                "-.INF; !!float",
                ".nan; !!float",
                "2024-01-31; !!timestamp",
                "~; !!null",
                "null; !!null",
                "nUll; !!str",
                "abc; !!str",
                "'quoted'; !!str",
                "'5'; !!str",
                "'true'; !!str"
            },
            delimiter = ';',
            quoteCharacter = '`')
    void aScalarHasOneType(String yaml, String tag) {
        assertEquals(tag, scalar(yaml).tag());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "017; 15",
                "08; 8",
                "0x10; 16",
                "0o17; 15",
                "0b101; 5",
                "1_000; 1000",
                "-1.9; -1",
                "1e3; 1000",
                "+7; 7",
                "-0x10; -16"
            },
            delimiter = ';')
    void aWholeNumberIsRead(String yaml, int value) {
        assertEquals(Optional.of(value), scalar(yaml).asInteger());
    }

    @ParameterizedTest
    @CsvSource(
            value = {"'5'", "1:30", "abc", "true", "99999999999999999999", ".inf", ".nan", "0x", "1e400", "--1"},
            quoteCharacter = '`')
    void anythingElseIsNoWholeNumber(String yaml) {
        assertEquals(Optional.empty(), scalar(yaml).asInteger());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "true; true",
                "FALSE; false",
                "yes; true",
                "Off; false",
                "y; true",
                "N; false",
                "'yes'; true",
                "'on'; true"
            },
            delimiter = ';',
            quoteCharacter = '`')
    void aBooleanIsRead(String yaml, boolean value) {
        assertEquals(Optional.of(value), scalar(yaml).asBool());
    }

    @ParameterizedTest
    @CsvSource(
            value = {"'true'", "1", "0", "yEs", "truE", "enabled"},
            quoteCharacter = '`')
    void anythingElseIsNoBoolean(String yaml) {
        assertEquals(Optional.empty(), scalar(yaml).asBool());
    }

    private static Scalar scalar(String yaml) {
        return Scalar.of((ScalarNode) YamlFile.parse(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
