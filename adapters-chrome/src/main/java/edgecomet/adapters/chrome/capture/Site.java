package edgecomet.adapters.chrome.capture;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The scheme, host and port of the page: the only place that client headers and the loop marker may reach. */
public record Site(String origin) {

    /** Returns the site of an http or https URL; empty for anything else. */
    public static Optional<Site> of(String url) {
        try {
            URI uri = new URI(withoutFragmentAndQuery(url));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            int standardPort = scheme.equals("https") ? 443 : 80;
            if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
                return Optional.empty();
            }
            boolean standard = uri.getPort() == -1 || uri.getPort() == standardPort;
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            return Optional.of(new Site(scheme + "://" + host + (standard ? "" : ":" + uri.getPort()) + "/"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a URL, as the browser writes it, is of this site. */
    boolean owns(String url) {
        return url.startsWith(origin);
    }

    /** Only the front of a URL matters here, and browsers accept more behind it than the URI class does. */
    private static String withoutFragmentAndQuery(String url) {
        int slashes = url.indexOf("://");
        if (slashes < 0) {
            return url;
        }
        for (int i = slashes + 3; i < url.length(); i++) {
            if ("/?#\\".indexOf(url.charAt(i)) >= 0) {
                return url.substring(0, i) + "/";
            }
        }
        return url + "/";
    }
}
