package rendering;

/** Lines of the table. */
final class Report {
    private static final String ROW = "%4d %-18s %-8s %8.2f %8.0f %8.0f %9.0f %9.0f %9.0f %6d%n";

    private Report() {}

    /** Prints both sides and how they compare; {@code idle} is what the service took for {@code networkIdle}, if it was measured. */
    static void lines(int concurrency, String wait, Tally ours, Tally bare, Tally idle) {
        row(concurrency, wait, "service", ours);
        if (bare.pages() > 0) {
            row(concurrency, wait, "floor", bare);
            System.out.printf(
                    "%4s %-18s %-8s %7.2fx %+5.0f ms %8s %8.2fx%n",
                    "", "", "ratio",
                    ours.pagesPerSecond() / bare.pagesPerSecond(),
                    ours.overheadOver(bare),
                    "",
                    (ours.browserCpu() + ours.rootCpu()) / (bare.browserCpu() + bare.rootCpu()));
            note("the floor's context took %.0f ms to make and %.0f ms to throw away, outside its p50"
                    .formatted(bare.medianPrepare(), bare.medianDispose()));
        } else if (idle != null) {
            System.out.printf(
                    "%4s %-18s %-8s %7.2fx %7.2fx   of networkIdle%n",
                    "", "", "ratio",
                    ours.pagesPerSecond() / idle.pagesPerSecond(),
                    ours.percentile(50) / idle.percentile(50));
        }
        unfinished("service", ours);
        unfinished("floor", bare);
        System.out.flush();
    }

    private static void row(int concurrency, String wait, String side, Tally tally) {
        System.out.printf(
                ROW,
                concurrency,
                wait,
                side,
                tally.pagesPerSecond(),
                tally.percentile(50),
                tally.percentile(99),
                tally.browserCpu(),
                tally.rootCpu(),
                tally.peakMib(),
                tally.wrongPages());
    }

    private static void unfinished(String side, Tally tally) {
        if (tally.wrongPages() > 0) {
            note("not finished by the " + side + ": " + tally.wrong());
        }
    }

    private static void note(String text) {
        System.err.println("    " + text);
    }
}
