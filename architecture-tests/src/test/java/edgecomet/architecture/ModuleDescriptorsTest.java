package edgecomet.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each module requires, as a table: a new line in a descriptor is a decision, and wants one here. */
class ModuleDescriptorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domain         | org.jspecify re2j zero.allocation.hashing",
                "application    | org.jspecify com.github.benmanes.caffeine edgecomet.domain org.jsoup org.slf4j",
            })
    void the_inner_modules_require_this_and_no_more(String module, String required) throws IOException {
        assertEquals(words(required), requires(module));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapters-http", "adapters-redis", "adapters-fs", "adapters-chrome"})
    void an_adapter_requires_the_inner_modules_and_no_other_adapter(String module) throws IOException {
        Set<String> own = requires(module).stream()
                .filter(name -> name.startsWith("edgecomet."))
                .collect(toCollection(TreeSet::new));
        assertEquals(words("edgecomet.application edgecomet.domain"), own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapters-redis", "adapters-fs", "adapters-chrome"})
    void only_the_http_adapter_knows_the_framework(String module) throws IOException {
        requires(module).forEach(name -> assertFalse(name.startsWith("io.micronaut"), name));
    }

    /** With a qualifier the container finds no bean, and says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"adapters-http", "bootstrap"})
    void packages_with_beans_are_opened_without_a_qualifier(String module) throws IOException {
        ModuleDescriptor descriptor = descriptor(module);
        assertFalse(descriptor.opens().isEmpty());
        descriptor.opens().forEach(opens -> assertFalse(opens.isQualified(), opens.toString()));
    }

    private static Set<String> requires(String module) throws IOException {
        return descriptor(module).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> !name.startsWith("java."))
                .collect(toCollection(TreeSet::new));
    }

    private static ModuleDescriptor descriptor(String module) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("..", module, "target", "classes", "module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Set.of(text.trim().split(" ")));
    }
}
