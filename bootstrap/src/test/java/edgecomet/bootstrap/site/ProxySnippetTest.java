package edgecomet.bootstrap.site;

import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed is the recipe of the documentation, which was tried with nginx, filled in. */
class ProxySnippetTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "integrations.md");
    private static final ListenAddress GATEWAY = new ListenAddress("127.0.0.1", 10070);

    @ParameterizedTest
    @CsvSource({"example.com, YOUR_KEY", "shop.example, 0123456789abcdef"})
    void the_recipe_is_that_of_the_documentation(String domain, String key) throws IOException {
        String text = ProxySnippet.text(domain, new Secret(key), GATEWAY);
        for (String language : new String[] {"js", "nginx"}) {
            String recipe = firstBlock(language).replace("example.com", domain).replace("YOUR_KEY", key);
            assertTrue(text.contains(recipe.indent(4)), () -> "not in\n" + text + "\nthis:\n" + recipe);
        }
    }

    private static String firstBlock(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
