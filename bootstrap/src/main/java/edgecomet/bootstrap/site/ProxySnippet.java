package edgecomet.bootstrap.site;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Secret;

/** What an operator needs to send bots to a gateway that was started without a file. */
public final class ProxySnippet {

    private static final int INDENT = 4;

    private ProxySnippet() {}

    /** Returns the key, a line to try, and the nginx configuration, for a person to read on a terminal. */
    public static String text(String domain, Secret key, ListenAddress gateway) {
        return """

                EdgeComet serves %1$s.

                  Key:  %2$s

                  Try:  curl -H 'X-Render-Key: %2$s' -A Googlebot --get \\
                          --data-urlencode 'url=https://%1$s/' http://%3$s/render

                  nginx with njs (without it, or with another proxy: docs/integrations.md).
                  In /etc/nginx/njs/edgecomet.js:

                %4$s
                  In the http block, with your own site in the place of 127.0.0.1:8080:

                %5$s
                """.formatted(
                        domain,
                        key.reveal(),
                        gateway,
                        NginxRecipe.SCRIPT.indent(INDENT),
                        NginxRecipe.configuration(domain, key, gateway).indent(INDENT));
    }
}
