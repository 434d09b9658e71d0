package edgecomet.domain.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import edgecomet.domain.pattern.Pattern.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    @ParameterizedTest
    @CsvSource({
        "/blog, EXACT",
        "$Name, EXACT",
        "/blog/*, WILDCARD",
        "**, WILDCARD",
        "~/api/v[0-9]+, REGEXP",
        "~*/api, REGEXP",
        "~a*b, REGEXP",
    })
    void the_first_characters_decide_the_kind(String text, Kind kind) {
        Pattern pattern = Pattern.parse(text);
        assertEquals(kind, pattern.kind());
        assertEquals(text, pattern.text());
    }

    @ParameterizedTest(name = "{0} accepts {1}: {2}")
    @CsvSource({
        // Exact: the whole text, without regard to case.
        "/blog, /blog, true",
        "/blog, /BLOG, true",
        "/blog, /blog/, false",
        "/blog, /a/blog, false",
        "straße, STRAẞE, true",
        "straße, strasse, false",
        "kelvin, \u212Aelvin, true",
        "σας, ΣΑΣ, true",
        "i, \u0130, false",
        "I, \u0131, false",
        // Wildcard: pieces in order, anchored at both ends.
        "*, '', true",
        "*, /any/thing, true",
        "/blog/*, /blog/, true",
        "/blog/*, /blog, false",
        "/blog/*, /BLOG/a/b/c, true",
        "*.pdf, /a/b.PDF, true",
        "*.pdf, /a/b.pdf?, false",
        "/a*b*c, /a--b--c, true",
        "/a*b*c, /a--c--b, false",
        "ab*ba, aba, false",
        "ab*ba, abba, true",
        "*a*a*, a, false",
        "*a*a*, aa, true",
        "a**b, a-b, true",
        "*\u0130*, xiy, true",
        "*.txt, a.txt.txt, true",
        // Regular expression: a search, case sensitive unless told otherwise.
        "~/api/v[0-9]+, /x/api/v2/y, true",
        "~/api/v[0-9]+, /API/v2, false",
        "~*/api/v[0-9]+, /API/v2, true",
        "~^/api$, /api/, false",
        "~^$, '', true",
        "~*ß, ẞ, true",
        "'~\\/a\\,b\\;', '/a,b;', true",
        "~a.c, a\uD83D\uDE00c, true",
    })
    void a_pattern_accepts_what_the_specification_says(String pattern, String candidate, boolean accepted) {
        assertEquals(accepted, Pattern.parse(pattern).matches(candidate));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "~[ | invalid regexp pattern '~[': error parsing regexp: missing closing ]: `[`",
                "~*( | invalid regexp pattern '~*(': error parsing regexp: missing closing ): `(?i)(`",
                "~a) | invalid regexp pattern '~a)': error parsing regexp: unexpected ): `a)`",
                "~*+ | invalid regexp pattern '~*+': error parsing regexp: missing argument to repetition operator: `+`",
                "~a** | invalid regexp pattern '~a**': error parsing regexp: invalid nested repetition operator: `**`",
                "~(?=a) | invalid regexp pattern '~(?=a)': error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
                "~\\8 | invalid regexp pattern '~\\8': error parsing regexp: invalid escape sequence: `\\8`",
                "~a{1001} | invalid regexp pattern '~a{1001}': error parsing regexp: invalid repeat count: `{1001}`",
                "~[b-a] | invalid regexp pattern '~[b-a]': error parsing regexp: invalid character class range: `b-a`",
            })
    void a_bad_expression_is_explained(String pattern, String message) {
        InvalidPatternException e = assertThrows(InvalidPatternException.class, () -> Pattern.parse(pattern));
        assertEquals(message, e.getMessage());
    }

    @Test
    void an_empty_text_is_no_pattern() {
        InvalidPatternException e = assertThrows(InvalidPatternException.class, () -> Pattern.parse(""));
        assertEquals("pattern cannot be empty", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~((a{1000}){1000}){1000}",
                "~(?:a{1,1000}){1,1000}",
                "~(((((x{50}){50}){50}){50}){50}){50}",
                "~(\\Q)\\Ea{1000}){1000}",
            })
    void an_expression_that_grows_beyond_bounds_is_refused(String pattern) {
        InvalidPatternException e = assertThrows(InvalidPatternException.class, () -> Pattern.parse(pattern));
        assertEquals(
                "invalid regexp pattern '" + pattern + "': error parsing regexp: expression too large: `"
                        + pattern.substring(1) + "`",
                e.getMessage());
    }

    @Test
    void a_too_deeply_nested_expression_is_refused() {
        String pattern = "~" + "(".repeat(32_000) + ")".repeat(32_000);
        assertThrows(InvalidPatternException.class, () -> Pattern.parse(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"~(a+)+$", "~(a|aa)+$", "~(.*)*b", "~*(a*)*c", "*a*a*a*a*a*a*a*a*b", "~^(([a-z])+.)+[A-Z]$"})
    void no_pattern_is_slow_on_hostile_input(String pattern) {
        String hostile = "a".repeat(16_384) + "!";
        Pattern parsed = Pattern.parse(pattern);
        assertEquals(false, assertTimeoutPreemptively(Duration.ofMinutes(1), () -> parsed.matches(hostile)));
    }

    @Test
    void a_pattern_may_be_long() {
        String path = "/" + "x".repeat(65_535);
        assertEquals(true, Pattern.parse(path).matches(path.toUpperCase(java.util.Locale.ROOT)));
        assertEquals(true, Pattern.parse(path + "*").matches(path + "/y"));
        assertEquals(true, Pattern.parse("~" + path).matches(path));
    }
}
