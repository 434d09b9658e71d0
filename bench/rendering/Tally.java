package rendering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one side took for one wait, over all rounds. Safe for concurrent use. */
final class Tally {
    private final Map<String, List<Double>> byPage = new TreeMap<>();
    private final Map<String, Integer> wrong = new TreeMap<>();
    private final List<Double> prepares = new ArrayList<>();
    private final List<Double> disposals = new ArrayList<>();
    private Duration time = Duration.ZERO;
    private long rootCpu;
    private long browserCpu;
    private long peakKib;

    synchronized void rendered(Corpus.Page page, Duration took, boolean right) {
        byPage.computeIfAbsent(page.name(), name -> new ArrayList<>()).add(millis(took));
        if (!right) {
            wrong.merge(page.name(), 1, Integer::sum);
        }
    }

    synchronized void around(Duration prepare, Duration dispose) {
        prepares.add(millis(prepare));
        disposals.add(millis(dispose));
    }

    synchronized void took(Duration pass) {
        time = time.plus(pass);
    }

    synchronized void cost(ProcessTree.Cpu cpu) {
        rootCpu += cpu.root();
        browserCpu += cpu.descendants();
    }

    synchronized void occupied(long kib) {
        peakKib = Math.max(peakKib, kib);
    }

    synchronized int pages() {
        return byPage.values().stream().mapToInt(List::size).sum();
    }

    synchronized double pagesPerSecond() {
        return pages() * 1000.0 / time.toMillis();
    }

    /** Of the processes below the root, for each page, in milliseconds. */
    synchronized double browserCpu() {
        return (double) browserCpu / pages();
    }

    /** Of the root process: the service's, or the shell that guards the floor's browser. */
    synchronized double rootCpu() {
        return (double) rootCpu / pages();
    }

    synchronized double peakMib() {
        return peakKib / 1024.0;
    }

    synchronized double percentile(int percent) {
        return percentile(byPage.values().stream().flatMap(List::stream).toList(), percent);
    }

    synchronized double medianPrepare() {
        return percentile(prepares, 50);
    }

    synchronized double medianDispose() {
        return percentile(disposals, 50);
    }

    /** The median over the pages of how much longer the median of a page is here than there. */
    synchronized double overheadOver(Tally other) {
        return percentile(
                byPage.keySet().stream()
                        .map(page -> percentile(byPage.get(page), 50) - percentile(other.byPage.get(page), 50))
                        .toList(),
                50);
    }

    /** The pages that were not finished, with how often. */
    synchronized String wrong() {
        return wrong.toString();
    }

    synchronized int wrongPages() {
        return wrong.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double percentile(List<Double> values, int percent) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1];
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
