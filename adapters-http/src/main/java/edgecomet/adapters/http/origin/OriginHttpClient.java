package edgecomet.adapters.http.origin;

import edgecomet.adapters.http.client.ClientAnswer;
import edgecomet.adapters.http.client.ClientRequest;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.application.port.Origin;
import edgecomet.domain.header.Headers;
import java.util.Optional;

/**
 * Fetches over HTTP (spec 02 §15.3). Sends the client's headers that may pass, the configured {@code User-Agent} and
 * {@code X-Edge-Render}, by which a site that forwards bots to this gateway recognises the gateway's own requests.
 */
public final class OriginHttpClient implements Origin {

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
        return switch (client.exchange(fetch)) {
            case ClientAnswer.Response response ->
                new Answer.Response(response.status(), response.headers(), response.body());
            case ClientAnswer.Failure failure -> new Answer.Unreachable(failure.message());
        };
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
