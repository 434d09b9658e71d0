import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Asks for a page many times from a few connections: what {@code bench/footprint} uses where ab is missing. */
final class Load {

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        int requests = Integer.parseInt(arguments[1]);
        int connections = Integer.parseInt(arguments[2]);
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
                .header("X-Render-Key", arguments[3])
                .header("User-Agent", arguments[4])
                .build();
        AtomicInteger left = new AtomicInteger(requests);
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var workers = Executors.newFixedThreadPool(connections)) {
            for (Future<?> worker : IntStream.range(0, connections)
                    .mapToObj(_ -> workers.submit(() -> {
                        while (left.getAndDecrement() > 0) {
                            var response = client.send(request, HttpResponse.BodyHandlers.discarding());
                            if (response.statusCode() != 200) {
                                throw new IllegalStateException("status " + response.statusCode());
                            }
                        }
                        return null;
                    }))
                    .toList()) {
                worker.get();
            }
        }
    }
}
