package edgecomet.bootstrap.site;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Secret;

/** What an operator pastes to send bots to a gateway that was started without a file. */
public final class ProxySnippet {

    private ProxySnippet() {}

    /** Returns the key, a line to try, and the nginx configuration, for a person to read on a terminal. */
    public static String text(String domain, Secret key, ListenAddress gateway) {
        return """

                EdgeComet serves %1$s.

                  Key:  %2$s

                  Try:  curl -H 'X-Render-Key: %2$s' -A Googlebot --get \\
                          --data-urlencode 'url=https://%1$s/' http://%3$s/render

                  nginx, in the http block:

                    map $http_user_agent $edgecomet_bot {
                      default 0;
                      "~*bot|crawl|spider|slurp|WhatsApp|Snapchat|facebookexternalhit" 1;
                      "~*AMZN-User|Claude-User|Perplexity-User|ChatGPT-User" 1;
                    }
                    map $http_x_edge_render $edgecomet_render {
                      default 0;
                      ""      $edgecomet_bot;
                    }

                  and in the server of %1$s (a page with several query parameters needs its URL escaped:
                  docs/integrations.md shows how):

                    location / {
                      error_page 418 = @edgecomet;
                      if ($edgecomet_render) { return 418; }
                      # ... as before
                    }
                    location @edgecomet {
                      proxy_pass http://%3$s/render?url=$scheme://$host$request_uri;
                      proxy_set_header X-Render-Key %2$s;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_read_timeout 90s;
                    }

                """.formatted(domain, key.reveal(), gateway);
    }
}
