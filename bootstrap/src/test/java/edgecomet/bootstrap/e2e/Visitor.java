package edgecomet.bootstrap.e2e;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/** One who asks a gateway for pages; each {@code with} makes another one. */
record Visitor(Gateway gateway, Map<String, String> headers) {

    /** Googlebot, behind a proxy that knows the key. */
    static Visitor bot(Gateway gateway) {
        return new Visitor(gateway, Map.of()).with("X-Render-Key", Gateway.KEY).with("User-Agent", Gateway.GOOGLEBOT);
    }

    Visitor calling(String userAgent) {
        return with("User-Agent", userAgent);
    }

    Visitor withKey(String renderKey) {
        return with("X-Render-Key", renderKey);
    }

    Visitor with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Visitor(gateway, more);
    }

    Answer asks(String url) {
        return sends(gateway.render(url));
    }

    Answer asksForTheHeadOf(String url) {
        return sends(gateway.render(url).HEAD());
    }

    /** Sends a request that need not be one for a page. */
    Answer sends(String method, String pathAndQuery) {
        return sends(gateway.request(pathAndQuery).method(method, BodyPublishers.noBody()));
    }

    private Answer sends(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        return new Answer(Gateway.send(request));
    }
}
