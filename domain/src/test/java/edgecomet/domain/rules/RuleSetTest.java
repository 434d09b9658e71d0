package edgecomet.domain.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.url.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static final QueryMatch WITH_ID = new QueryMatch(Map.of("id", List.of(Pattern.parse("*"))));

    private static RuleSet rules(String... patterns) {
        return RuleSet.of(IntStream.range(0, patterns.length)
                .mapToObj(i -> new UrlRule(Pattern.parse(patterns[i]), QueryMatch.ANY, i))
                .toList());
    }

    private static String matched(RuleSet rules, String path) {
        int position = rules.match(path, "");
        return position < 0 ? "none" : rules.rule(position).pattern().text();
    }

    @Test
    void exact_patterns_come_first_then_wildcards_then_regular_expressions() {
        RuleSet rules = rules("~/a/b/c/d", "/a/*", "/a");
        assertEquals(List.of("rule_0:/a", "rule_1:/a/*", "rule_2:~/a/b/c/d"), ids(rules));
    }

    @Test
    void of_one_kind_the_deeper_path_comes_first_and_then_the_earlier_declaration() {
        RuleSet rules = rules("/a*", "/very-long-prefix*", "/a/b/*", "*", "/a/*");
        assertEquals(
                List.of("rule_0:/a/b/*", "rule_1:/a/*", "rule_2:/a*", "rule_3:/very-long-prefix*", "rule_4:*"),
                ids(rules));
    }

    @Test
    void escaped_slashes_of_a_regular_expression_count() {
        assertEquals(List.of("rule_0:~a\\/b\\/c", "rule_1:~/a"), ids(rules("~/a", "~a\\/b\\/c")));
    }

    @Test
    void a_rule_that_asks_for_parameters_precedes_one_that_does_not() {
        RuleSet rules = RuleSet.of(List.of(
                new UrlRule(Pattern.parse("/a/b/c/*"), QueryMatch.ANY, 0),
                new UrlRule(Pattern.parse("/*"), WITH_ID, 1)));
        assertEquals(List.of("rule_0:/*?...", "rule_1:/a/b/c/*"), ids(rules));
        assertEquals(0, rules.match("/a/b/c/d", "id=1"));
        assertEquals(1, rules.match("/a/b/c/d", "id="));
        assertEquals(-1, rules.match("/x", ""));
    }

    @Test
    void a_catch_all_shadows_every_regular_expression() {
        assertEquals("*", matched(rules("~/admin", "*"), "/admin"));
    }

    @ParameterizedTest
    @CsvSource({"/shop, /shop", "/SHOP, /shop", "/shop/, /shop/*", "/x/api/1, ~/api/[0-9]", "/other, none"})
    void the_first_rule_whose_pattern_matches_wins(String path, String expected) {
        assertEquals(expected, matched(rules("~/api/[0-9]", "/shop/*", "/shop"), path));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "* | id=1 | true",
                "* | id= | false",
                "* | id | false",
                "* | '' | false",
                "* | ID=1 | false",
                "** | id= | true",
                "~.* | id= | true",
                "abc | id=ABC | true",
                "abc | id=x&id=abc | false",
                "a b | id=a+b | true",
                "a b | id=a%20b | true",
                "a | id=%zz&id=a | true",
                "a | id=a;b=1 | false",
                "é | id=%C3%89 | true",
                "~^[0-9]+$ | id=12 | true",
                "~^[0-9]+$ | id=x12 | false",
                "a* | x=1&id=Abc | true",
            })
    void a_parameter_matches_by_its_first_readable_value(String pattern, String query, boolean accepted) {
        QueryMatch wanted = new QueryMatch(Map.of("id", List.of(Pattern.parse(pattern))));
        assertEquals(accepted, wanted.matches(QueryParameters.parse(query)));
    }

    @Test
    void every_parameter_is_asked_for_and_any_of_its_values_will_do() {
        QueryMatch wanted = new QueryMatch(Map.of(
                "a", List.of(Pattern.parse("1"), Pattern.parse("2")),
                "b", List.of(Pattern.parse("*"))));
        assertEquals(true, wanted.matches(QueryParameters.parse("b=x&a=2")));
        assertEquals(false, wanted.matches(QueryParameters.parse("b=x&a=3")));
        assertEquals(false, wanted.matches(QueryParameters.parse("a=1")));
        assertEquals(true, QueryMatch.ANY.matches(QueryParameters.parse("")));
    }

    private static List<String> ids(RuleSet rules) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            ids.add(rules.id(i));
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"/b, '', PATH, -, -", "/a, '', QUERY, q, -", "/a, q=, QUERY, q, ''", "/a, q=1&q=2&p=3, QUERY, p, 3"
            })
    void a_rule_that_does_not_match_says_what_differs(
            String path, String query, String reason, String parameter, String value) {
        Map<String, List<Pattern>> wanted = new LinkedHashMap<>();
        wanted.put("q", List.of(Pattern.parse("*")));
        wanted.put("p", List.of(Pattern.parse("1"), Pattern.parse("2")));
        RuleSet rules = RuleSet.of(List.of(new UrlRule(Pattern.parse("/A"), new QueryMatch(wanted), 0)));

        RuleVerdict expected = reason.equals("PATH")
                ? new RuleVerdict.PathDiffers()
                : new RuleVerdict.QueryDiffers(
                        new QueryMatch.Unmet(parameter, Optional.ofNullable(value), wanted.get(parameter)));
        assertEquals(expected, rules.verdict(0, path, query));
        assertEquals(new RuleVerdict.Matches(), rules.verdict(0, "/a", "p=2&q=x"));
    }
}
