package edgecomet.domain.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.url.QueryParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule set against a reference that sorts and scans as the specification words it. */
class RuleSetPropertyTest {
    private static final List<String> SEGMENTS = List.of("/shop", "/Blog", "/a", "/page-1", "/page-2", "/x.html", "/");
    private static final List<String> QUERIES = List.of("", "id=1", "id=2", "id=", "id=1&x=y", "ID=1", "%zz&id=1");

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_first_match_is_that_of_the_reference(long seed) {
        random.setSeed(seed);
        for (int round = 0; round < 100; round++) {
            List<UrlRule> declared = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                declared.add(new UrlRule(pattern(), query(), declared.size()));
            }
            RuleSet rules = RuleSet.of(declared);
            List<UrlRule> reference = sorted(declared);
            for (int i = 0; i < 30; i++) {
                String path = path();
                String query = QUERIES.get(random.nextInt(QUERIES.size()));
                assertEquals(scan(reference, path, query), rules.match(path, query), () -> reference + " " + path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_verdict_says_that_a_rule_matches_exactly_where_the_matcher_does(long seed) {
        random.setSeed(seed);
        for (int round = 0; round < 100; round++) {
            List<UrlRule> declared = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                declared.add(new UrlRule(pattern(), query(), declared.size()));
            }
            RuleSet rules = RuleSet.of(declared);
            for (int i = 0; i < 30; i++) {
                assertVerdicts(rules, path(), QUERIES.get(random.nextInt(QUERIES.size())));
            }
        }
    }

    private static void assertVerdicts(RuleSet rules, String path, String query) {
        int firstByVerdict = -1;
        for (int i = rules.size() - 1; i >= 0; i--) {
            UrlRule rule = rules.rule(i);
            RuleVerdict verdict = rules.verdict(i, path, query);
            boolean matches = verdict instanceof RuleVerdict.Matches;
            assertEquals(RuleSet.of(List.of(rule)).match(path, query) == 0, matches, () -> rule + " " + path);
            assertEquals(
                    rule.pattern().matches(path), !(verdict instanceof RuleVerdict.PathDiffers), () -> rule + path);
            firstByVerdict = matches ? i : firstByVerdict;
        }
        assertEquals(rules.match(path, query), firstByVerdict, () -> rules.size() + " rules, " + path);
    }

    @Test
    void ten_thousand_rules_find_theirs() {
        List<UrlRule> declared = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String text = i % 2 == 0 ? "/exact/" + i : "/wild/" + i + "/*";
            declared.add(new UrlRule(Pattern.parse(text), QueryMatch.ANY, i));
        }
        RuleSet rules = RuleSet.of(declared);
        for (int i = 0; i < 10_000; i++) {
            String path = i % 2 == 0 ? "/EXACT/" + i : "/wild/" + i + "/Y";
            assertEquals(i, rules.rule(rules.match(path, "")).declaration());
        }
        assertEquals(-1, rules.match("/wild/10001/", ""));
    }

    private static List<UrlRule> sorted(List<UrlRule> declared) {
        List<UrlRule> rules = new ArrayList<>(declared);
        rules.sort(Comparator.comparing((UrlRule r) -> r.pattern().kind())
                .thenComparingInt(r -> r.query().isEmpty() ? 1 : 0)
                .thenComparingInt(
                        r -> -r.pattern().text().replaceAll("[^/]", "").length()));
        return rules;
    }

    private static int scan(List<UrlRule> rules, String path, String query) {
        for (int i = 0; i < rules.size(); i++) {
            UrlRule rule = rules.get(i);
            if (rule.pattern().matches(path) && rule.query().matches(QueryParameters.parse(query))) {
                return i;
            }
        }
        return -1;
    }

    private Pattern pattern() {
        String path = path();
        return Pattern.parse(
                switch (random.nextInt(5)) {
                    case 0, 1 -> path;
                    case 2 -> path + "*";
                    case 3 -> "*" + path;
                    default -> "~" + path;
                });
    }

    private QueryMatch query() {
        return switch (random.nextInt(4)) {
            case 0 -> new QueryMatch(Map.of("id", List.of(Pattern.parse("*"))));
            case 1 -> new QueryMatch(Map.of("id", List.of(Pattern.parse("2")), "x", List.of(Pattern.parse("~.*"))));
            default -> QueryMatch.ANY;
        };
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            path.append(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
        }
        return path.toString();
    }
}
