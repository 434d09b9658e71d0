package edgecomet.adapters.chrome.network;

import edgecomet.domain.url.TargetUrl;
import java.util.Locale;

/** The host name of a URL as a browser writes it. */
final class UrlHost {

    private UrlHost() {}

    /** Returns the host in lower case, without port; empty where a URL has none, as with {@code data:}. */
    static String of(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return "";
        }
        int end = authority + 3;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return TargetUrl.parse(url.substring(0, end)) instanceof TargetUrl target
                ? target.hostname().toLowerCase(Locale.ROOT)
                : "";
    }
}
