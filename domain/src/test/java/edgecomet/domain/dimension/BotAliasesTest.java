package edgecomet.domain.dimension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import edgecomet.domain.dimension.BotAliases.Expanded;
import edgecomet.domain.dimension.BotAliases.Unknown;
import edgecomet.domain.pattern.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BotAliasesTest {
    private static List<String> expanded(String... entries) {
        return assertInstanceOf(Expanded.class, BotAliases.expand(List.of(entries)))
                .patterns();
    }

    static List<String> names() {
        return List.copyOf(BotAliases.names());
    }

    @Test
    void there_are_twenty_aliases() {
        assertEquals(20, BotAliases.names().size());
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_alias_consists_of_valid_patterns(String name) {
        for (String pattern : expanded(name)) {
            assertEquals(pattern, Pattern.parse(pattern).text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "$SearchBots, 16",
        "$AIBots, 11",
        "$AmazonUser, 1",
        "$Amazonbot, 1",
        "$AnthropicBot, 1",
        "$AnthropicSearchBot, 1",
        "$AnthropicUserBot, 1",
        "$BingbotDesktop, 3",
        "$BingbotMobile, 4",
        "$ChatGPTTrainingBot, 2",
        "$ChatGPTUserBot, 1",
        "$GoogleBotAds, 1",
        "$GoogleBotAdsMobileWeb, 5",
        "$GooglebotSearchDesktop, 5",
        "$GooglebotSearchMobile, 4",
        "$Messengers, 6",
        "$OpenAISearchBot, 1",
        "$PerplexityBot, 1",
        "$PerplexityUserBot, 1",
        "$Socials, 4"
    })
    void an_alias_has_all_its_patterns(String name, int count) {
        assertEquals(count, expanded(name).size());
    }

    @Test
    void patterns_take_the_place_of_their_alias() {
        assertEquals(
                List.of("first", "*Amazonbot/*", "last", "*Amazonbot/*"),
                expanded("first", "$Amazonbot", "last", "$Amazonbot"));
    }

    @Test
    void backslashes_are_single() {
        assertEquals(List.of("~ClaudeBot\\/\\d+\\.\\d+; \\+claudebot@anthropic\\.com"), expanded("$AnthropicBot"));
    }

    @Test
    void an_unknown_alias_is_reported_with_what_there_is() {
        Unknown unknown = assertInstanceOf(Unknown.class, BotAliases.expand(List.of("$AIBots", "$Nope")));
        assertEquals("""
                unknown bot alias "$Nope" at global config

                Available aliases: $AIBots, $AmazonUser, $Amazonbot, $AnthropicBot, $AnthropicSearchBot ... and 15 more""", unknown.message("global config"));
    }

    @Test
    void all_unknown_aliases_are_reported_together() {
        Unknown unknown = assertInstanceOf(Unknown.class, BotAliases.expand(List.of("$A", "x", "$aibots")));
        assertEquals(
                "unknown bot aliases \"$A\", \"$aibots\" at dimension \"d\" at /etc/x.yaml",
                unknown.message("dimension \"d\" at /etc/x.yaml")
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }
}
