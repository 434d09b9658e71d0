package edgecomet.adapters.chrome.network;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.HostMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import edgecomet.domain.url.SameSite;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a page loads (spec 05 §11). Used by one thread.
 *
 * <p>A request that was blocked is not one that failed; the original counts it as both. What a page can make grow is
 * bounded: requests under way, and hosts.
 */
public final class NetworkMeter {
    private static final int MAX_UNDER_WAY = 10_000;
    private static final int MAX_HOSTS = 2_000;
    private static final int MAX_REPORTED_HOSTS = 100;
    private static final String NO_TYPE = "Other";

    private final String ownHost;
    private final Map<String, UnderWay> underWay = new HashMap<>();
    private final Map<String, HostCount> hosts = new HashMap<>();
    private final SortedMap<String, Volume> byType = new TreeMap<>();
    private final SortedMap<String, Integer> byStatusClass = new TreeMap<>();
    private Volume sameOrigin = Volume.NONE;
    private Volume thirdParty = Volume.NONE;
    private int blocked;
    private int failed;
    private @Nullable Duration firstRequest;
    private Duration lastResponse = Duration.ZERO;

    /** Creates a meter for the page at a URL. */
    public NetworkMeter(String pageUrl) {
        this.ownHost = UrlHost.of(pageUrl);
    }

    /** A request that has not ended; times are the browser's, in seconds. */
    private static final class UnderWay {
        private final String host;
        private @Nullable Answer answer;

        private UnderWay(String host) {
            this.host = host;
        }
    }

    private record Answer(String host, String type, int status, double at, double secondsToFirstByte) {}

    private static final class HostCount {
        private Volume volume = Volume.NONE;
        private int failed;
        private int blocked;
        private double latency;
        private int latencies;

        private HostMetrics metrics() {
            double average = latencies == 0 ? 0 : latency / latencies;
            return new HostMetrics(volume, failed, blocked, Duration.ofNanos(Math.round(average * 1e9)));
        }
    }

    /**
     * Takes an event into account.
     *
     * @param now since the start of the render
     */
    public void on(CdpEvent event, Duration now) {
        switch (event.method()) {
            case "Network.requestWillBeSent" -> sent(event, now);
            case "Network.responseReceived" -> answered(event);
            case "Network.loadingFinished" -> finished(event, now);
            default -> {
                // Nothing that is counted.
            }
        }
    }

    /** Takes it into account that a request was not let out. */
    public void blocked(CdpEvent loadingFailed) {
        blocked++;
        ended(loadingFailed).flatMap(request -> host(request.host)).ifPresent(host -> host.blocked++);
    }

    /** Takes it into account that a request came to nothing. */
    public void failed(CdpEvent loadingFailed) {
        failed++;
        ended(loadingFailed).flatMap(request -> host(request.host)).ifPresent(host -> host.failed++);
    }

    private void sent(CdpEvent event, Duration now) {
        if (firstRequest == null) {
            firstRequest = now;
        }
        if (underWay.size() < MAX_UNDER_WAY) {
            underWay.put(event.text("requestId"), new UnderWay(UrlHost.of(event.text("request", "url"))));
        }
    }

    private void answered(CdpEvent event) {
        UnderWay request = underWay.get(event.text("requestId"));
        if (request != null) {
            String type = event.text("type");
            request.answer = new Answer(
                    UrlHost.of(event.text("response", "url")),
                    type.isEmpty() ? NO_TYPE : type,
                    (int) event.number("response", "status"),
                    event.number("timestamp"),
                    event.number("response", "timing", "receiveHeadersEnd") / 1000);
        }
    }

    private void finished(CdpEvent event, Duration now) {
        Answer answer = ended(event).map(request -> request.answer).orElse(null);
        if (answer == null) {
            return;
        }
        lastResponse = now;
        Volume one = new Volume(1, (long) event.number("encodedDataLength"));
        byType.merge(answer.type(), one, Volume::plus);
        int statusClass = answer.status() / 100;
        if (statusClass >= 2 && statusClass <= 5) {
            byStatusClass.merge(statusClass + "xx", 1, Integer::sum);
        }
        if (SameSite.hosts(answer.host(), ownHost)) {
            sameOrigin = sameOrigin.plus(one);
        } else {
            thirdParty = thirdParty.plus(one);
        }
        double latency = answer.secondsToFirstByte() + event.number("timestamp") - answer.at();
        host(answer.host()).ifPresent(host -> {
            host.volume = host.volume.plus(one);
            if (latency > 0) {
                host.latency += latency;
                host.latencies++;
            }
        });
    }

    private Optional<UnderWay> ended(CdpEvent event) {
        return Optional.ofNullable(underWay.remove(event.text("requestId")));
    }

    private Optional<HostCount> host(String name) {
        boolean counted = !name.isEmpty() && (hosts.size() < MAX_HOSTS || hosts.containsKey(name));
        return counted ? Optional.of(hosts.computeIfAbsent(name, key -> new HostCount())) : Optional.empty();
    }

    /** Returns the count so far. */
    public NetworkMetrics metrics() {
        int domains = (int) hosts.entrySet().stream()
                .filter(host -> host.getValue().volume.requests() > 0 && !SameSite.hosts(host.getKey(), ownHost))
                .count();
        return new NetworkMetrics(
                sameOrigin,
                thirdParty,
                domains,
                byType,
                byStatusClass,
                blocked,
                failed,
                firstRequest == null ? Duration.ZERO : firstRequest,
                lastResponse,
                reportedHosts());
    }

    /** Those with most requests, and one of the page's own site in any case. */
    private SortedMap<String, HostMetrics> reportedHosts() {
        List<Map.Entry<String, HostCount>> busiest = hosts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, HostCount> host) ->
                                host.getValue().volume.requests())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .toList();
        Stream<Map.Entry<String, HostCount>> own = busiest.stream()
                .filter(host -> SameSite.hosts(host.getKey(), ownHost))
                .limit(1);
        SortedMap<String, HostMetrics> reported = new TreeMap<>();
        Stream.concat(own, busiest.stream())
                .takeWhile(host -> reported.size() < MAX_REPORTED_HOSTS)
                .forEach(host -> reported.put(host.getKey(), host.getValue().metrics()));
        return reported;
    }
}
