package edgecomet.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the product, and fails for a sample that breaks it. */
class RulesTest {

    private static final String PRODUCT = "edgecomet";

    @ParameterizedTest
    @MethodSource("rules")
    void the_product_keeps_the_rule(Function<String, ArchRule> rule, String sample) {
        rule.apply(PRODUCT).check(Codebase.MAIN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_sample_breaks_the_rule(Function<String, ArchRule> rule, String sample) {
        assertTrue(
                rule.apply("edgecomet.architecture.samples." + sample)
                        .evaluate(Codebase.samples(sample))
                        .hasViolation(),
                "the rule did not notice what is wrong with " + sample);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("the domain is framework-free", Rules::domainIsFrameworkFree, "framework"),
                rule("the application knows no adapter", Rules::applicationKnowsNoAdapter, "outward"),
                rule("adapters do not see each other", Rules::adaptersDoNotSeeEachOther, "siblings"),
                rule("nobody depends on the wiring", Rules::nobodyDependsOnBootstrap, "wiring"),
                rule("the framework stays at the edges", Rules::frameworkStaysAtTheEdges, "framework"),
                rule("ports are interfaces", Rules::portsAreInterfaces, "concreteport"),
                rule("packages form no circle", Rules::packagesFormNoCircle, "circle"),
                rule("nobody prints, sleeps or uses another log", Rules::nobodyPrintsSleepsOrUsesAnotherLog, "prints"),
                rule("public means used elsewhere", Rules::publicMeansUsedElsewhere, "toopublic"));
    }

    private static Arguments rule(String name, Function<String, ArchRule> rule, String sample) {
        return Arguments.of(Named.of(name, rule), sample);
    }
}
