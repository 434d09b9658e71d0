package edgecomet.bench;

import edgecomet.domain.url.NormalizedUrl;
import edgecomet.domain.url.TrackingParams;
import edgecomet.domain.url.UrlHash;
import edgecomet.domain.url.UrlNormalizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the text of a URL to the hash that identifies its page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UrlBenchmark {
    @Param({
        "https://www.example.com/catalog/shoes/running-shoe-42",
        "https://www.example.com/catalog/shoes?sort=price&page=2&utm_source=mail&gclid=abc",
        "https://www.Example.com:443//catalog/../caf\u00e9/a%20b?q=gr\u00fcn&b=1"
    })
    @SuppressWarnings("NullAway.Init")
    public String url;

    /** Created by JMH. */
    public UrlBenchmark() {}

    @Benchmark
    public UrlHash normalizeAndHash() {
        NormalizedUrl normalized = (NormalizedUrl) UrlNormalizer.normalize(url, TrackingParams.DEFAULT);
        return normalized.hash();
    }
}
