package rendering;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A render service as its clients see it (spec 05 §2). */
final class RenderService implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("\"status_code\":(\\d+)");
    private static final int NO_ANSWER = 0;

    private final URI render;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * What came of a request.
     *
     * @param status of the service's answer; 0 if there was none in time
     * @param pageStatus of the page
     * @param html the page; of a failure what the service said
     */
    record Answer(int status, int pageStatus, String html) {
        boolean shows(Corpus.Page page) {
            return status == 200 && pageStatus == page.status() && html.contains(page.mark());
        }

        boolean isPresent() {
            return status != NO_ANSWER;
        }
    }

    /**
     * Creates a client.
     *
     * @param patience how long it waits for an answer
     */
    RenderService(int port, Duration patience) {
        this.render = URI.create("http://127.0.0.1:" + port + "/render");
        this.patience = patience;
    }

    /** Blocks until the page is rendered, the service fails, or patience ends. */
    Answer render(int tab, String url, String waitFor, Duration timeout) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(render)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"request_id":"%s","url":"%s","tab_id":%d,"viewport_width":1280,"viewport_height":800,\
                        "user_agent":"Mozilla/5.0 (bench)","timeout":%d,"wait_for":"%s","strip_scripts":false}""".formatted(
                                UUID.randomUUID(), url, tab, timeout.toNanos(), waitFor)))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean framed = response.headers()
                    .firstValue("Content-Type")
                    .orElse("")
                    .equals("application/octet-stream");
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return framed ? page(response.body()) : new Answer(response.statusCode(), 0, text);
        } catch (IOException e) {
            return new Answer(NO_ANSWER, 0, e.toString());
        }
    }

    private static Answer page(byte[] frame) {
        int length = ByteBuffer.wrap(frame).getInt();
        Matcher status = STATUS.matcher(new String(frame, 4, length, StandardCharsets.UTF_8));
        int start = 4 + length;
        return new Answer(
                200,
                status.find() ? Integer.parseInt(status.group(1)) : 0,
                new String(frame, start, frame.length - start, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
