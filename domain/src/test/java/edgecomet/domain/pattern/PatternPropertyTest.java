package edgecomet.domain.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random patterns and candidates: parsing never crashes, and a match is what the specification words it to be. */
class PatternPropertyTest {

    /** Letters whose case is a trap, in the foldings that the specification means. */
    private static final List<String> LETTERS = List.of(
            "a",
            "A",
            "b",
            "/",
            ".",
            "i",
            "I",
            "\u0130",
            "\u0131",
            "k",
            "K",
            "\u212A",
            "s",
            "S",
            "\u017F",
            "\u00DF",
            "\u1E9E",
            "\u03C3",
            "\u03A3",
            "\u03C2",
            "\u00E9",
            "\u00C9",
            "\uD801\uDC00",
            "\uD801\uDC28");

    private static final List<String> PIECES = List.of(
            "~",
            "~*",
            "*",
            "**",
            "(",
            ")",
            "(?i)",
            "(?:",
            "(?P<n>",
            "(?=",
            "[",
            "]",
            "[^",
            "[:alpha:]",
            "a-z",
            "{",
            "}",
            "{2}",
            "{1,1001}",
            "|",
            "+",
            "?",
            ".",
            "^",
            "$",
            "\\",
            "\\d",
            "\\pL",
            "\\Q",
            "\\E",
            "\\x{10FFFF}",
            "\\b",
            "a",
            "Z",
            "/",
            "\0",
            "\n",
            "\u00E9",
            "\uD83D",
            "\uDE00",
            "\uD83D\uDE00",
            "\uFFFD");

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_text_is_a_pattern_or_is_explained(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = (random.nextBoolean() ? "~" : "") + of(PIECES, 12);
            try {
                Pattern pattern = Pattern.parse(text);
                assertEquals(text, pattern.text());
                String candidate = of(PIECES, 12);
                assertEquals(pattern.matches(candidate), Pattern.parse(text).matches(candidate));
            } catch (InvalidPatternException e) {
                String message = String.valueOf(e.getMessage());
                assertTrue(
                        message.equals("pattern cannot be empty")
                                || message.startsWith("invalid regexp pattern '" + text + "': error parsing regexp: "),
                        message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10})
    void an_exact_pattern_is_its_literal_without_regard_to_case(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = LETTERS.get(random.nextInt(LETTERS.size())) + of(LETTERS, 3);
            String candidate = random.nextBoolean() ? of(LETTERS, 5) : recased(text);
            boolean literal = com.google.re2j.Pattern.compile("(?i)^\\Q" + text + "\\E$")
                    .matcher(candidate)
                    .find();
            assertEquals(literal, Pattern.parse(text).matches(candidate), () -> text + " | " + candidate);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void a_wildcard_stands_for_any_run_of_characters(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = wildcard();
            String candidate = random.nextInt(3) == 0 ? of(LETTERS, 6) : recased(text.replace("*", of(LETTERS, 2)));
            assertEquals(
                    matches(codePoints(text), 0, codePoints(candidate), 0),
                    Pattern.parse(text).matches(candidate),
                    () -> text + " | " + candidate);
        }
    }

    private String wildcard() {
        StringBuilder out = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            out.append(of(LETTERS, 2)).append('*');
        }
        return out.append(of(LETTERS, 2)).toString();
    }

    /** The naive reference: a star takes nothing, or one character more. */
    private static boolean matches(int[] pattern, int p, int[] candidate, int c) {
        if (p == pattern.length) {
            return c == candidate.length;
        }
        if (pattern[p] == '*') {
            return matches(pattern, p + 1, candidate, c)
                    || (c < candidate.length && matches(pattern, p, candidate, c + 1));
        }
        return c < candidate.length
                && Character.toLowerCase(pattern[p]) == Character.toLowerCase(candidate[c])
                && matches(pattern, p + 1, candidate, c + 1);
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private String recased(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private String of(List<String> pieces, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            out.append(pieces.get(random.nextInt(pieces.size())));
        }
        return out.toString();
    }
}
