package rendering;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to a browser. */
final class DevTools {
    private static final int LIMIT_SECONDS = 5;

    private DevTools() {}

    /** Returns the reply as it came; empty if there is none, as the browser may be on its way out. */
    static String ask(HttpClient client, URI browser, String method) throws InterruptedException {
        CompletableFuture<String> reply = new CompletableFuture<>();
        try {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(browser, new Reply(reply))
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            try {
                socket.sendText("{\"id\":1,\"method\":\"" + method + "\"}", true);
                return reply.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                socket.abort();
            }
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private record Reply(CompletableFuture<String> whole, StringBuilder parts) implements WebSocket.Listener {
        private Reply(CompletableFuture<String> whole) {
            this(whole, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                whole.complete(parts.toString());
            }
            from.request(1);
            return null;
        }
    }
}
