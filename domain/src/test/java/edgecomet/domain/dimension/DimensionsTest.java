package edgecomet.domain.dimension;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DimensionsTest {
    private static Dimension dimension(String name, int id, DimensionAction action, String... patterns) {
        List<Pattern> userAgents = Stream.of(patterns).map(Pattern::parse).toList();
        return new Dimension(name, id, action, 1, 1, "", userAgents);
    }

    private static Dimension render(String name, int id, String... patterns) {
        return dimension(name, id, DimensionAction.RENDER, patterns);
    }

    private static String detected(String userAgent, Dimension... dimensions) {
        return Dimensions.of(List.of(dimensions))
                .detect(userAgent)
                .map(Dimension::name)
                .orElse("none");
    }

    @Test
    void a_host_always_has_the_bypass_dimension() {
        Dimensions dimensions = Dimensions.of(List.of(render("desktop", 1)));
        assertEquals(Optional.of(Dimension.BYPASS), dimensions.byName("bypass"));
        assertEquals(Optional.of(Dimension.BYPASS), dimensions.byId(0));
        assertEquals(2, dimensions.all().size());
        assertEquals(Optional.empty(), dimensions.byName("Desktop"));
        assertEquals(Optional.empty(), dimensions.byId(7));
    }

    @Test
    void a_declared_bypass_dimension_stays() {
        Dimension own = dimension("bypass", 0, DimensionAction.BYPASS, "*own*");
        assertEquals(List.of(own), Dimensions.of(List.of(own)).all());
    }

    @Test
    void without_a_pattern_nothing_is_detected() {
        assertEquals("none", detected("anything", render("desktop", 1)));
    }

    @Test
    void a_missing_user_agent_is_matched_as_an_empty_one() {
        assertEquals("all", detected("", render("all", 1, "*")));
        assertEquals("none", detected("", render("all", 1, "*a*")));
    }

    @Test
    void block_patterns_come_first_whatever_their_kind() {
        Dimension block = dimension("block", 9, DimensionAction.BLOCK, "~bad");
        assertEquals("block", detected("badbot", render("exact", 1, "badbot"), block));
    }

    @Test
    void exact_beats_wildcard_and_wildcard_beats_regular_expression() {
        Dimension exact = render("exact", 3, "bot");
        Dimension wildcard = render("wildcard", 2, "*");
        Dimension regexp = render("regexp", 1, "~^bot$");
        assertEquals("exact", detected("BOT", regexp, wildcard, exact));
        assertEquals("wildcard", detected("bot", regexp, wildcard));
        assertEquals("regexp", detected("bot", regexp));
    }

    @Test
    void the_pattern_with_more_literal_characters_wins() {
        assertEquals("long", detected("googlebot", render("short", 1, "*bot*"), render("long", 2, "*googlebot*")));
        assertEquals("long", detected("googlebot", render("short", 1, "~bot"), render("long", 2, "~google.*")));
    }

    @Test
    void stars_do_not_count_and_a_character_counts_once() {
        assertEquals("first", detected("ab", render("second", 2, "**a****"), render("first", 1, "a*")));
        assertEquals("two", detected("\uD83D\uDE00xy", render("one", 2, "*\uD83D\uDE00*"), render("two", 1, "*y*")));
    }

    @Test
    void the_smaller_id_decides_between_equals() {
        assertEquals("one", detected("bot", render("two", 2, "*bot"), render("one", 1, "bot*")));
        Dimension bypass = dimension("bypass", 0, DimensionAction.BYPASS, "*bot");
        assertEquals("bypass", detected("bot", render("one", 1, "bot*"), bypass));
    }
}
