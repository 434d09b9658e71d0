package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.cdp.CdpObject;

/**
 * Where the time of a request went, in milliseconds (spec 05 §12): -1 for a phase that did not take place, 0 for one
 * that took no time.
 *
 * <p>Unlike in the original, time in the browser's own queue counts as blocked, not as receiving; and {@code ssl},
 * which is part of {@code connect}, does not count twice.
 */
record HarTimings(
        double blocked, double dns, double connect, double ssl, double sending, double waiting, double receiving) {
    private static final double NONE = -1;

    /** Of a request that was over at once. */
    static final HarTimings ZERO = new HarTimings(0, 0, 0, 0, 0, 0, 0);

    /** Of a request that waited for an answer in vain. */
    static HarTimings waited(double seconds) {
        return new HarTimings(0, 0, 0, 0, 0, millis(seconds), 0);
    }

    /**
     * Reads what the browser measured.
     *
     * @param timing times in milliseconds since its {@code requestTime}, which is in seconds; negative for none
     * @param startedAt in seconds on the same clock
     * @param endedAt likewise; 0 if the answer is not complete
     */
    static HarTimings of(CdpObject timing, double startedAt, double endedAt) {
        double sentFrom = timing.number("sendStart");
        double sentTo = timing.number("sendEnd");
        double headersAt = timing.number("receiveHeadersEnd");
        double queued = millis(timing.number("requestTime") - startedAt);
        double blocked = queued + first(timing.number("dnsStart"), timing.number("connectStart"), sentFrom);
        return new HarTimings(
                blocked > 0 ? blocked : NONE,
                phase(timing.number("dnsStart"), timing.number("dnsEnd")),
                phase(timing.number("connectStart"), timing.number("connectEnd")),
                phase(timing.number("sslStart"), timing.number("sslEnd")),
                Math.max(0, sentTo - sentFrom),
                Math.max(0, headersAt - sentTo),
                endedAt == 0 ? 0 : Math.max(0, millis(endedAt - timing.number("requestTime")) - headersAt));
    }

    private static double first(double dns, double connect, double send) {
        if (dns >= 0) {
            return dns;
        }
        return Math.max(0, connect >= 0 ? connect : send);
    }

    private static double phase(double start, double end) {
        return end > 0 && start >= 0 ? end - start : NONE;
    }

    private static double millis(double seconds) {
        return Math.max(0, seconds * 1000);
    }

    /** Returns the sum. */
    double total() {
        return Math.max(0, blocked) + Math.max(0, dns) + Math.max(0, connect) + sending + waiting + receiving;
    }
}
