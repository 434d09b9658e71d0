package edgecomet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The rules, each for a root package, so that it can be applied to the product and to a sample that breaks it. A rule
 * fails on a package without classes: that is ArchUnit's default and stays on.
 */
final class Rules {

    private Rules() {}

    /** The domain knows the platform, the hash and the regular expressions, and nothing else. */
    static ArchRule domainIsFrameworkFree(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + ".domain..",
                        "java..",
                        "net.openhft.hashing..",
                        "com.google.re2j..",
                        "org.jspecify.annotations..");
    }

    /** The use cases know the domain, HTML, the log and caches in memory, and no adapter, server, client or store. */
    static ArchRule applicationKnowsNoAdapter(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + ".application..",
                        root + ".domain..",
                        "java..",
                        // Of the base module, in spite of its name: the names in certificates.
                        "javax.security.auth.x500..",
                        "com.github.benmanes.caffeine.cache..",
                        "org.jsoup..",
                        "org.slf4j..",
                        "org.jspecify.annotations..");
    }

    /** What one adapter knows, another does not depend on. */
    static ArchRule adaptersDoNotSeeEachOther(String root) {
        return slices().matching(root + ".adapters.(*)..").should().notDependOnEachOther();
    }

    /** Nobody depends on the wiring. */
    static ArchRule nobodyDependsOnBootstrap(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".bootstrap..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".bootstrap..");
    }

    /**
     * Micronaut and Netty stay at the edges. One class of the Redis adapter is such an edge: the Redis client shows the
     * silence of a connection only as a Netty handler (docs/adr/0011).
     */
    static ArchRule frameworkStaysAtTheEdges(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".adapters.http..", root + ".bootstrap..")
                .and()
                .haveNameNotMatching(Pattern.quote(root + ".adapters.redis.SilentConnections") + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "io.netty..", "reactor..", "org.reactivestreams..");
    }

    /** A port is an interface, a value that crosses it, or the exception of broken infrastructure. */
    static ArchRule portsAreInterfaces(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".application.port..")
                .and()
                .areTopLevelClasses()
                .and(describe(
                        "are no package description", c -> !c.getSimpleName().equals("package-info")))
                .should(beAPortOrItsValue());
    }

    /** Packages of one module form no circle. */
    static ArchRule packagesFormNoCircle(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** What no main code does. */
    static ArchRule nobodyPrintsSleepsOrUsesAnotherLog(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..");
    }

    /** A public class is one that another package uses, a bean, what a service loader finds, or the program itself. */
    static ArchRule publicMeansUsedElsewhere(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(beUsedByAnotherPackage());
    }

    private static ArchCondition<JavaClass> beAPortOrItsValue() {
        return new ArchCondition<>("be an interface, a record, a final value or an exception") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean allowed = item.isInterface()
                        || item.isRecord()
                        || item.isAssignableTo(RuntimeException.class)
                        || item.getModifiers().contains(JavaModifier.FINAL);
                events.add(new SimpleConditionEvent(item, allowed, item.getName() + " is neither"));
            }
        };
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean used = item.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .anyMatch(origin -> !origin.getPackageName().equals(item.getPackageName())
                                || origin.getModifiers().contains(JavaModifier.PUBLIC));
                boolean entered = item.getSimpleName().equals("Main")
                        || item.isAnnotation()
                        || item.isAssignableTo("ch.qos.logback.classic.spi.Configurator");
                events.add(new SimpleConditionEvent(
                        item, used || entered, item.getName() + " is public, but only its own package uses it"));
            }
        };
    }
}
