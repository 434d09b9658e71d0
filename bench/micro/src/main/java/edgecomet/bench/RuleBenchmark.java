package edgecomet.bench;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.RuleSet;
import edgecomet.domain.rules.UrlRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The rule of a path among many, of which four tenths are exact, five tenths wildcards and one tenth expressions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleBenchmark {
    @Param({"10", "100", "1000", "10000"})
    public int rules;

    @Param({"exact", "wildcard", "none"})
    @SuppressWarnings("NullAway.Init")
    public String hit;

    private RuleSet ruleSet = RuleSet.of(List.of());
    private String path = "";

    /** Created by JMH. */
    public RuleBenchmark() {}

    @Setup
    public void prepare() {
        ruleSet = RuleSet.of(IntStream.range(0, rules)
                .mapToObj(i -> new UrlRule(Pattern.parse(pattern(i)), QueryMatch.ANY, i))
                .toList());
        int middle = rules / 20 * 10;
        path = switch (hit) {
            case "exact" -> "/catalog/product-" + middle;
            case "wildcard" -> "/section-" + (middle + 4) + "/running/shoe-42";
            default -> "/blog/2026/11/why-pages-should-be-fast";
        };
    }

    private static String pattern(int i) {
        return switch (i % 10) {
            case 0, 1, 2, 3 -> "/catalog/product-" + i;
            case 4, 5, 6 -> "/section-" + i + "/*";
            case 7 -> "*.type" + i;
            case 8 -> "*/part-" + i + "/*";
            default -> "~^/archive/" + i + "/[0-9]+$";
        };
    }

    @Benchmark
    public int match() {
        return ruleSet.match(path, "page=2");
    }
}
