import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The crowd of {@code bench/pressure}, and the site that hangs. */
final class Pressure {

    private static final int HITS = 2_000;
    private static final String PAGE = "<html>" + "x".repeat(19_000) + "</html>";

    private final Executor clients = task -> Thread.ofVirtual().start(task);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final int port;
    private final String key;
    private final String pid;

    private Pressure(int port, String key, String pid) {
        this.port = port;
        this.key = key;
        this.pid = pid;
    }

    public static void main(String[] arguments) throws Exception {
        Pressure pressure = new Pressure(Integer.parseInt(arguments[0]), arguments[2], arguments[5]);
        int crowdPort = arguments[1].isEmpty() ? pressure.port : Integer.parseInt(arguments[1]);
        pressure.run(crowdPort, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        // The JDK's client has no hurry to give up connections that hang.
        Runtime.getRuntime().halt(0);
    }

    private void run(int crowdPort, int connections, int misses) throws Exception {
        ServerSocket site = new ServerSocket(0, 4_000, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> serve(site));
        String origin = "http://localhost:" + site.getLocalPort();
        ask(origin + "/page");
        hits("hits alone", origin);
        row("resident", memory());

        List<Socket> crowd = crowd(crowdPort, connections, crowdPort != port);
        row("resident, with " + connections + " connections", memory());
        hits("hits with the crowd", origin);

        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < misses; i++) {
            String url = origin + "/hang/" + i;
            asked.add(CompletableFuture.supplyAsync(() -> ask(url), clients));
        }
        await(() -> asked.stream().filter(CompletableFuture::isDone).count() + hanging.get() >= misses);
        row("misses that the site hangs on", hanging.get() + "");
        row("misses refused", refusals(asked).toString());
        hits("hits with crowd and misses", origin);
        row("resident, with both", memory());
        letGo.countDown();
        asked.forEach(CompletableFuture::join);
        for (Socket socket : crowd) {
            socket.close();
        }
        TimeUnit.SECONDS.sleep(15);
        row("resident, when all have gone", memory());
    }

    private void hits(String name, String origin) {
        long[] nanos = new long[HITS];
        for (int i = 0; i < HITS; i++) {
            long from = System.nanoTime();
            HttpResponse<String> answer = ask(origin + "/page");
            nanos[i] = System.nanoTime() - from;
            if (answer.statusCode() != 200
                    || !answer.headers().firstValue("X-Render-Source").orElse("").equals("bypass_cache")) {
                throw new IllegalStateException("no hit: " + answer + " " + answer.headers().map());
            }
        }
        Arrays.sort(nanos);
        row(name, "median %.2f ms, 99%% %.2f ms, worst %.2f ms"
                .formatted(nanos[HITS / 2] / 1e6, nanos[HITS * 99 / 100] / 1e6, nanos[HITS - 1] / 1e6));
    }

    private HttpResponse<String> ask(String url) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/render?url="
                                    + URLEncoder.encode(url, StandardCharsets.UTF_8)))
                            .header("X-Render-Key", key)
                            .header("User-Agent", "pressure")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Half of them say nothing at all, the others half a request. */
    private static List<Socket> crowd(int port, int connections, boolean tls)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            if (tls) {
                SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port, true);
                secure.startHandshake();
                socket = secure;
            }
            if (i % 2 == 0) {
                socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: h\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            }
            crowd.add(socket);
        }
        return crowd;
    }

    private static Map<String, Integer> refusals(List<CompletableFuture<HttpResponse<String>>> asked) {
        Map<String, Integer> counts = new TreeMap<>();
        asked.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).forEach(answer -> counts.merge(
                answer.statusCode() + ", Retry-After " + answer.headers().firstValue("Retry-After").orElse("none"),
                1,
                Integer::sum));
        return counts;
    }

    private void serve(ServerSocket site) {
        while (true) {
            try {
                Socket socket = site.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            for (String head = head(socket.getInputStream()); !head.isEmpty(); head = head(socket.getInputStream())) {
                if (head.startsWith("GET /hang/")) {
                    hanging.incrementAndGet();
                    letGo.await();
                }
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + PAGE.length()
                                        + "\r\n\r\n" + PAGE)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.append((char) octet);
            if (octet == '\n' && head.lastIndexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
        }
        return "";
    }

    private String memory() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return "%.1f MiB".formatted(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0);
            }
        }
        throw new IllegalStateException("the gateway has gone");
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void row(String name, String value) {
        System.out.printf("%-38s %s%n", name, value);
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
