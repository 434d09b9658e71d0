package edgecomet.adapters.http.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTargetTest {

    /** Spec 02 §5: form decoding that forgives, the first parameter of the name, nothing beyond an ampersand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/render                                   | \"\"",
                "/render?                                  | \"\"",
                "/render?url                               | \"\"",
                "/render?url=                              | \"\"",
                "/render?URL=x                             | \"\"",
                "/render?curl=x                            | \"\"",
                "/render?url=https%3A%2F%2Fh%2Fp%3Fa%3D1   | https://h/p?a=1",
                "/render?a=1&url=https://h/&url=second     | https://h/",
                "/render?url=https://h/p?a=1&b=2           | https://h/p?a=1",
                "/render?%75rl=x                           | x",
                "/render?url=a+b%2Bc                       | a b+c",
                "/render?url=100%&x=1                      | 100%",
                "/render?url=%zz%4                         | %zz%4",
                "/render?url=caf%C3%A9                     | café",
                "/render?url=cafÃ©                         | café",
                "/render?url=x#url=y                       | x",
                "/render?url=a=b                           | a=b",
            })
    void the_target_is_read_as_the_specification_forgives(String requestTarget, String expected) {
        assertEquals(expected, QueryTarget.parameter(requestTarget, "url"));
    }

    @Test
    void each_parameter_has_its_own_value() {
        String target = "/debug?url=http://h/&timeout=5s&dimension=my+phone&timeout=6s";
        assertEquals("5s", QueryTarget.parameter(target, "timeout"));
        assertEquals("my phone", QueryTarget.parameter(target, "dimension"));
        assertEquals("", QueryTarget.parameter(target, "Timeout"));
    }
}
