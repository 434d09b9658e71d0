package rendering;

import edgecomet.adapters.chrome.process.ChromiumProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that a page can cost: a browser with the flags of the render service, one connection to it, and for each
 * page a fresh context, a navigation, a lifecycle event and {@code outerHTML}. Nothing is read that is not needed.
 */
final class Floor implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ChromiumProcess process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> replies = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
    private final String proxy;
    private final Blocking blocking;

    /** How a page's requests are kept in check, which costs something even if nothing is blocked. */
    enum Blocking {
        NONE,
        /** The browser compares each request with a list of its own. */
        LIST,
        /** Each request is paused, and goes on when it is told to. */
        PAUSE
    }

    /**
     * What one page came to.
     *
     * @param prepare how long it took to make the context and the page in it
     * @param render from the navigation to the document
     * @param dispose how long it took to throw the context away
     */
    record Visit(Duration prepare, Duration render, Duration dispose, String html) {}

    /**
     * Starts a browser.
     *
     * @param proxy by which every page goes out; empty for none
     * @param blocking of nothing that a page asks for
     */
    Floor(Path binary, Path profile, String proxy, Blocking blocking) throws Exception {
        this.blocking = blocking;
        this.proxy = proxy.isEmpty() ? "" : ",\"proxyServer\":\"" + proxy + "\",\"proxyBypassList\":\"<-loopback>\"";
        process = ChromiumProcess.start(binary, Files.createDirectories(profile));
        socket = client.newWebSocketBuilder()
                .buildAsync(process.devTools(), new Reader())
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    long pid() {
        return process.pid();
    }

    Visit visit(String url, String event, Duration limit) throws InterruptedException, IOException {
        long start = System.nanoTime();
        String context = text(call("", "Target.createBrowserContext", "\"disposeOnDetach\":true" + proxy), "browserContextId");
        try {
            String session = page(context);
            long ready = System.nanoTime();
            String html = document(session, url, event, limit);
            long done = System.nanoTime();
            events.remove(session);
            call("", "Target.disposeBrowserContext", "\"browserContextId\":\"" + context + '"');
            return new Visit(
                    Duration.ofNanos(ready - start),
                    Duration.ofNanos(done - ready),
                    Duration.ofNanos(System.nanoTime() - done),
                    html);
        } catch (IOException e) {
            send("", "Target.disposeBrowserContext", "\"browserContextId\":\"" + context + '"');
            throw e;
        }
    }

    private String page(String context) throws InterruptedException, IOException {
        String target = text(
                call("", "Target.createTarget", "\"url\":\"about:blank\",\"browserContextId\":\"" + context + '"'),
                "targetId");
        String session =
                text(call("", "Target.attachToTarget", "\"targetId\":\"" + target + "\",\"flatten\":true"), "sessionId");
        events.put(session, new LinkedBlockingQueue<>());
        List<CompletableFuture<String>> settings = new ArrayList<>();
        settings.add(send(session, "Page.enable", ""));
        settings.add(send(session, "Page.setLifecycleEventsEnabled", "\"enabled\":true"));
        settings.add(send(
                session,
                "Emulation.setDeviceMetricsOverride",
                "\"width\":1280,\"height\":800,\"deviceScaleFactor\":1,\"mobile\":false"));
        switch (blocking) {
            case NONE -> {}
            case LIST -> {
                settings.add(send(session, "Network.enable", ""));
                settings.add(send(session, "Network.setBlockedURLs", "\"urls\":[" + "\"*.blocked.example/*\",".repeat(31)
                        + "\"*.blocked.example/*\"]"));
            }
            case PAUSE -> settings.add(send(session, "Fetch.enable", "\"patterns\":[{\"urlPattern\":\"*\"}]"));
        }
        for (CompletableFuture<String> setting : settings) {
            await(setting);
        }
        return session;
    }

    private String document(String session, String url, String event, Duration limit)
            throws InterruptedException, IOException {
        String loader = text(call(session, "Page.navigate", "\"url\":\"" + url + '"'), "loaderId");
        long end = System.nanoTime() + limit.toNanos();
        String message = "";
        while (message != null && !(message.contains("\"" + loader + "\"") && message.contains("\"name\":\"" + event + '"'))) {
            message = events.get(session).poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return call(session, "Runtime.evaluate", "\"expression\":\"document.documentElement.outerHTML\"");
    }

    private CompletableFuture<String> send(String session, String method, String parameters) {
        int number = commands.incrementAndGet();
        CompletableFuture<String> reply = new CompletableFuture<>();
        replies.put(number, reply);
        String target = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + '"';
        String command = "{\"id\":%d,\"method\":\"%s\",\"params\":{%s}%s}".formatted(number, method, parameters, target);
        // A websocket takes one message at a time.
        synchronized (socket) {
            socket.sendText(command, true).join();
        }
        return reply;
    }

    private String call(String session, String method, String parameters) throws InterruptedException, IOException {
        return await(send(session, method, parameters));
    }

    private static String await(CompletableFuture<String> reply) throws InterruptedException, IOException {
        try {
            return reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the browser did not answer", e);
        }
    }

    private static String text(String reply, String member) throws IOException {
        Matcher value = Pattern.compile('"' + member + "\":\"([^\"]*)\"").matcher(reply);
        if (!value.find()) {
            throw new IOException("no " + member + " in " + reply);
        }
        return value.group(1);
    }

    private void goOn(String paused) {
        Matcher session = Reader.SESSION.matcher(paused);
        Matcher request = Pattern.compile("\"requestId\":\"([^\"]*)\"").matcher(paused);
        if (session.find() && request.find()) {
            send(session.group(1), "Fetch.continueRequest", "\"requestId\":\"" + request.group(1) + '"');
        }
    }

    private final class Reader implements WebSocket.Listener {
        private static final Pattern NUMBER = Pattern.compile("^\\{\"id\":(\\d+)");
        private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]*)\"}$");

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            Matcher number = NUMBER.matcher(text);
            if (number.find()) {
                replies.remove(Integer.parseInt(number.group(1))).complete(text);
            } else if (text.startsWith("{\"method\":\"Fetch.requestPaused\"")) {
                goOn(text);
            } else if (text.startsWith("{\"method\":\"Page.lifecycleEvent\"")) {
                Matcher session = SESSION.matcher(text);
                BlockingQueue<String> queue = session.find() ? events.get(session.group(1)) : null;
                if (queue != null) {
                    queue.add(text);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.kill();
    }
}
