package edgecomet.domain.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.url.QueryParameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random queries against a reference that reads them with the platform's own decoder. */
class QueryMatchPropertyTest {
    private static final List<String> NAMES = List.of("a", "A", "b", "a b", "é", "");
    private static final List<String> WANTED = List.of("a", "A", "b", "a b", "é");
    private static final List<String> VALUES = List.of("", "1", "x", "X", "a b", "é", "a=b");
    private static final List<String> PATTERNS = List.of("*", "1", "x", "A B", "É", "~^[0-9]$", "a*b", "**");
    private static final List<String> NOISE = List.of(
            "%zz=1", "a=%", "a=%4", "a;b=1", "%61=1", "a=%FF", "=", "&", "a==1", "+=1", "a=+", "%C3%A9=x", "a%3D=1");

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_query_matches_as_the_reference_says(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < 10_000; i++) {
            String query = query();
            Map<String, List<Pattern>> wanted = wanted();
            assertEquals(
                    expected(wanted, query),
                    new QueryMatch(wanted).matches(QueryParameters.parse(query)),
                    () -> wanted + " | " + query);
        }
    }

    private static boolean expected(Map<String, List<Pattern>> wanted, String query) {
        Map<String, String> first = new HashMap<>();
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            String name = equals < 0 ? piece : piece.substring(0, equals);
            String value = equals < 0 ? "" : piece.substring(equals + 1);
            if (piece.isEmpty() || piece.contains(";")) {
                continue;
            }
            try {
                first.putIfAbsent(decoded(name), decoded(value));
            } catch (IllegalArgumentException e) {
                // A piece with a bad escape is as good as absent.
            }
        }
        return wanted.entrySet().stream()
                .allMatch(entry -> first.containsKey(entry.getKey())
                        && entry.getValue().stream().anyMatch(pattern -> accepts(pattern, first.get(entry.getKey()))));
    }

    private static boolean accepts(Pattern pattern, String value) {
        return pattern.text().equals("*") ? !value.isEmpty() : pattern.matches(value);
    }

    private static String decoded(String text) {
        // Each part is decoded whole, so that a bad escape in the value makes the name unreadable, too.
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Map<String, List<Pattern>> wanted() {
        Map<String, List<Pattern>> wanted = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            wanted.put(
                    one(WANTED),
                    random.nextBoolean()
                            ? List.of(Pattern.parse(one(PATTERNS)))
                            : List.of(Pattern.parse(one(PATTERNS)), Pattern.parse(one(PATTERNS))));
        }
        return wanted;
    }

    private String query() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String piece = random.nextInt(3) == 0
                    ? one(NOISE)
                    : one(NAMES)
                            + (random.nextInt(4) == 0 ? "" : "=" + one(VALUES)).replace(" ", one(List.of("+", "%20")));
            out.append(piece.replace(" ", "+"));
            if (i > 1 || random.nextInt(5) == 0) {
                out.append('&');
            }
        }
        return out.toString();
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
