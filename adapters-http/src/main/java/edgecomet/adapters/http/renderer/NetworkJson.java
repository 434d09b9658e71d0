package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.json.JsonText;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.HostMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The network part of the {@code metrics}, both ways (spec 05 §2.2): counts are always there, maps where they say something. */
final class NetworkJson {

    private NetworkJson() {}

    static void write(JsonGenerator out, NetworkMetrics network) throws IOException {
        out.writeNumberField("total_requests", network.total().requests());
        out.writeNumberField("total_bytes", network.total().bytes());
        writeMaps(out, network);
        out.writeNumberField("same_origin_requests", network.sameOrigin().requests());
        out.writeNumberField("same_origin_bytes", network.sameOrigin().bytes());
        out.writeNumberField("third_party_requests", network.thirdParty().requests());
        out.writeNumberField("third_party_bytes", network.thirdParty().bytes());
        out.writeNumberField("third_party_domains", network.thirdPartyDomains());
        out.writeNumberField("blocked_count", network.blocked());
        out.writeNumberField("failed_count", network.failed());
        JsonText.seconds(out, "time_to_first_request", network.timeToFirstRequest());
        JsonText.seconds(out, "time_to_last_response", network.timeToLastResponse());
        if (!network.byHost().isEmpty()) {
            JsonText.object(out, "domain_stats", hosts -> writeHosts(hosts, network.byHost()));
        }
    }

    private static void writeMaps(JsonGenerator out, NetworkMetrics network) throws IOException {
        if (!network.byType().isEmpty()) {
            JsonText.object(out, "bytes_by_type", types -> {
                for (Map.Entry<String, Volume> type : network.byType().entrySet()) {
                    types.writeNumberField(type.getKey(), type.getValue().bytes());
                }
            });
            JsonText.object(out, "requests_by_type", types -> {
                for (Map.Entry<String, Volume> type : network.byType().entrySet()) {
                    types.writeNumberField(type.getKey(), type.getValue().requests());
                }
            });
        }
        if (!network.byStatusClass().isEmpty()) {
            JsonText.object(out, "status_counts", classes -> {
                for (Map.Entry<String, Integer> statusClass :
                        network.byStatusClass().entrySet()) {
                    classes.writeNumberField(statusClass.getKey(), statusClass.getValue());
                }
            });
        }
    }

    private static void writeHosts(JsonGenerator out, Map<String, HostMetrics> hosts) throws IOException {
        for (Map.Entry<String, HostMetrics> host : hosts.entrySet()) {
            HostMetrics metrics = host.getValue();
            JsonText.object(out, host.getKey(), fields -> {
                fields.writeNumberField("requests", metrics.volume().requests());
                fields.writeNumberField("bytes", metrics.volume().bytes());
                fields.writeNumberField("failed", metrics.failed());
                fields.writeNumberField("blocked", metrics.blocked());
                JsonText.seconds(fields, "avg_latency", metrics.averageLatency());
            });
        }
    }

    /** Gathers the fields; others than those of the network are left. */
    static final class Fields implements JsonFields.Reader {
        private final SortedMap<String, Integer> requestsByType = new TreeMap<>();
        private final SortedMap<String, Long> bytesByType = new TreeMap<>();
        private final SortedMap<String, Integer> byStatusClass = new TreeMap<>();
        private final SortedMap<String, HostMetrics> byHost = new TreeMap<>();
        private int sameOriginRequests;
        private long sameOriginBytes;
        private int thirdPartyRequests;
        private long thirdPartyBytes;
        private int thirdPartyDomains;
        private int blocked;
        private int failed;
        private Duration timeToFirstRequest = Duration.ZERO;
        private Duration timeToLastResponse = Duration.ZERO;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "same_origin_requests" -> sameOriginRequests = JsonFields.integer(value);
                case "same_origin_bytes" -> sameOriginBytes = JsonFields.count(value);
                case "third_party_requests" -> thirdPartyRequests = JsonFields.integer(value);
                case "third_party_bytes" -> thirdPartyBytes = JsonFields.count(value);
                case "third_party_domains" -> thirdPartyDomains = JsonFields.integer(value);
                case "blocked_count" -> blocked = JsonFields.integer(value);
                case "failed_count" -> failed = JsonFields.integer(value);
                case "time_to_first_request" -> timeToFirstRequest = JsonFields.seconds(value);
                case "time_to_last_response" -> timeToLastResponse = JsonFields.seconds(value);
                default -> readMap(name, value);
            }
        }

        private void readMap(String name, JsonParser value) throws IOException {
            switch (name) {
                case "bytes_by_type" ->
                    JsonFields.readExactObject(value, (type, bytes) -> bytesByType.put(type, JsonFields.count(bytes)));
                case "requests_by_type" ->
                    JsonFields.readExactObject(
                            value, (type, requests) -> requestsByType.put(type, JsonFields.integer(requests)));
                case "status_counts" ->
                    JsonFields.readExactObject(
                            value, (statusClass, count) -> byStatusClass.put(statusClass, JsonFields.integer(count)));
                case "domain_stats" ->
                    JsonFields.readExactObject(value, (host, metrics) -> byHost.put(host, readHost(metrics)));
                default -> {}
            }
        }

        private static HostMetrics readHost(JsonParser parser) throws IOException {
            int[] counts = new int[3];
            long[] bytes = {0};
            Duration[] latency = {Duration.ZERO};
            JsonFields.readObject(parser, (name, value) -> {
                switch (name) {
                    case "requests" -> counts[0] = JsonFields.integer(value);
                    case "failed" -> counts[1] = JsonFields.integer(value);
                    case "blocked" -> counts[2] = JsonFields.integer(value);
                    case "bytes" -> bytes[0] = JsonFields.count(value);
                    case "avg_latency" -> latency[0] = JsonFields.seconds(value);
                    default -> {}
                }
            });
            return new HostMetrics(new Volume(counts[0], bytes[0]), counts[1], counts[2], latency[0]);
        }

        NetworkMetrics metrics() {
            SortedMap<String, Volume> byType = new TreeMap<>();
            requestsByType.forEach(
                    (type, requests) -> byType.put(type, new Volume(requests, bytesByType.getOrDefault(type, 0L))));
            return new NetworkMetrics(
                    new Volume(sameOriginRequests, sameOriginBytes),
                    new Volume(thirdPartyRequests, thirdPartyBytes),
                    thirdPartyDomains,
                    byType,
                    byStatusClass,
                    blocked,
                    failed,
                    timeToFirstRequest,
                    timeToLastResponse,
                    byHost);
        }
    }
}
