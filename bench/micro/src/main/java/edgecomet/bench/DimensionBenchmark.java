package edgecomet.bench;

import edgecomet.domain.dimension.BotAliases;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.Dimensions;
import edgecomet.domain.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The dimension of a user agent, with the patterns of every bot alias configured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DimensionBenchmark {
    @Param({
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
                + " Chrome/131.0.6778.69 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
    })
    @SuppressWarnings("NullAway.Init")
    public String userAgent;

    private Dimensions dimensions = Dimensions.of(List.of());

    /** Created by JMH. */
    public DimensionBenchmark() {}

    @Setup
    public void prepare() {
        List<Pattern> patterns = BotAliases.names().stream()
                .flatMap(DimensionBenchmark::patterns)
                .distinct()
                .map(Pattern::parse)
                .toList();
        dimensions =
                Dimensions.of(List.of(new Dimension("desktop", 1, DimensionAction.RENDER, 1920, 1080, "", patterns)));
    }

    private static Stream<String> patterns(String alias) {
        return switch (BotAliases.expand(List.of(alias))) {
            case BotAliases.Expanded(List<String> patterns) -> patterns.stream();
            case BotAliases.Unknown unknown -> throw new IllegalStateException(unknown.toString());
        };
    }

    @Benchmark
    public Optional<Dimension> detect() {
        return dimensions.detect(userAgent);
    }
}
