package edgecomet.domain.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a plain scan, on random patterns that are likely to match or nearly match. */
class PatternIndexPropertyTest {
    private static final List<String> WORDS = List.of(
            "/shop",
            "/Shop/",
            "shoes",
            "abcd",
            "ABCD",
            "bcde",
            ".html",
            "/",
            "ss",
            "sosse",
            "Straße",
            "\u017F",
            "\u212A",
            "\u0130",
            "k",
            "i",
            "É",
            "\uD83D\uDE00",
            "1234",
            "",
            "x");
    private static final List<String> EXPRESSIONS = List.of(
            "shop",
            "^/shop",
            "abcd$",
            "a.c",
            "[a-d]+",
            "(abcd|shoes)",
            "shoes?",
            "bcde*",
            "ab{0,1}cd",
            "\\/shop\\/",
            "shop|abcd",
            "(shop)?abcd",
            "\\d+",
            "[^]/]shoes",
            "(?:sosse)+",
            "\\x61bcd",
            "abc{2}d",
            "\\.html$",
            "(a(b[)]c)d)?1234",
            "sosse+",
            "\\Qabcd\\E",
            "(?i)abcd",
            "abcd.*1234",
            "1234.*abcd",
            "a{,2}",
            "\\bshop",
            "\uD83D\uDE00?abcd",
            "[[:digit:]]{4}",
            "^$",
            ".");

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void the_index_finds_what_a_scan_finds(long seed) {
        random.setSeed(seed);
        for (int round = 0; round < 200; round++) {
            List<Pattern> patterns =
                    Stream.generate(this::pattern).limit(random.nextInt(30)).toList();
            PatternIndex index = PatternIndex.of(patterns);
            for (int i = 0; i < 20; i++) {
                String candidate = words(() -> "");
                int modulus = 1 + random.nextInt(3);
                IntPredicate accepted = position -> position % modulus == 0;
                assertEquals(
                        scan(patterns, candidate, accepted),
                        index.first(candidate, accepted),
                        () -> "patterns " + patterns + ", candidate " + candidate);
            }
        }
    }

    private static int scan(List<Pattern> patterns, String candidate, IntPredicate accepted) {
        for (int i = 0; i < patterns.size(); i++) {
            if (plainlyMatches(patterns.get(i), candidate) && accepted.test(i)) {
                return i;
            }
        }
        return -1;
    }

    /** An expression without the shortcuts of {@link RegexpPattern}. */
    private static boolean plainlyMatches(Pattern pattern, String candidate) {
        if (!(pattern instanceof RegexpPattern)) {
            return pattern.matches(candidate);
        }
        String text = pattern.text();
        String expression = text.startsWith("~*") ? "(?i)" + text.substring(2) : text.substring(1);
        return com.google.re2j.Pattern.compile(expression).matcher(candidate).find();
    }

    private Pattern pattern() {
        return switch (random.nextInt(4)) {
            case 0 -> Pattern.parse("/" + words(() -> ""));
            case 1 -> Pattern.parse("*" + words(() -> random.nextBoolean() ? "*" : ""));
            case 2 -> Pattern.parse(words(() -> "*") + "*");
            default -> expression();
        };
    }

    private Pattern expression() {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
        }
        return Pattern.parse((random.nextBoolean() ? "~" : "~*") + String.join("", parts));
    }

    private String words(Supplier<String> separator) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            out.append(WORDS.get(random.nextInt(WORDS.size()))).append(separator.get());
        }
        return out.toString();
    }
}
