package edgecomet.adapters.http.origin;

import edgecomet.adapters.http.client.ClientAnswer;
import edgecomet.adapters.http.client.ClientRequest;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.adapters.http.client.StreamedAnswer;
import edgecomet.application.port.Origin;
import edgecomet.domain.header.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Fetches over HTTP (spec 02 §15.3). Sends the client's headers that may pass, the configured {@code User-Agent} and
 * {@code X-Edge-Render}, by which a site that forwards bots to this gateway recognises the gateway's own requests.
 */
public final class OriginHttpClient implements Origin {

    /**
     * How much of a body is waited for. An origin that breaks before is an origin out of reach, and not an answer that
     * is cut; and a page of common size has a length, and leaves the connection to others at once.
     */
    private static final int AT_ONCE_BYTES = 64 * 1024;

    private final HttpClient client;
    private final String gatewayId;

    /**
     * Creates the adapter.
     *
     * @param client with the address policy that the configuration asks for
     * @param gatewayId value of the loop-prevention header
     */
    public OriginHttpClient(HttpClient client, String gatewayId) {
        this.client = client;
        this.gatewayId = gatewayId;
    }

    @Override
    public Answer fetch(Request request) {
        Optional<OriginUrl> url = OriginUrl.parse(request.url());
        if (url.isEmpty()) {
            return new Answer.Unreachable("not a URL that can be fetched");
        }
        ClientRequest fetch = ClientRequest.get(
                url.get().endpoint(), url.get().target(), headers(request, url.get()), request.limit());
        return switch (client.stream(fetch)) {
            case StreamedAnswer.Begun answer -> begun(answer);
            case StreamedAnswer.Missing(ClientAnswer.Failure failure) -> new Answer.Unreachable(failure.message());
        };
    }

    private static Answer begun(StreamedAnswer.Begun answer) {
        InputStream body = answer.body();
        boolean longer = false;
        try {
            byte[] beginning = body.readNBytes(AT_ONCE_BYTES);
            longer = beginning.length == AT_ONCE_BYTES;
            return longer
                    ? new Answer.Begun(
                            answer.status(),
                            answer.headers(),
                            answer.length(),
                            beginning,
                            new SequenceInputStream(new ByteArrayInputStream(beginning), body))
                    : new Answer.Response(answer.status(), answer.headers(), beginning);
        } catch (IOException e) {
            return new Answer.Unreachable(String.valueOf(e.getMessage()));
        } finally {
            if (!longer) {
                close(body);
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a body gives up its connection, and cannot fail in that", e);
        }
    }

    private Headers headers(Request request, OriginUrl url) {
        Headers.Builder headers = Headers.builder()
                .addAll(request.headers())
                .set("User-Agent", request.userAgent())
                .set("X-Edge-Render", gatewayId);
        url.credentials().ifPresent(credentials -> headers.set("Authorization", credentials));
        return headers.build();
    }
}
