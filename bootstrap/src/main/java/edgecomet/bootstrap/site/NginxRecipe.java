package edgecomet.bootstrap.site;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Secret;

/** What an operator pastes to send bots to a gateway: nginx with njs, as docs/integrations.md explains it. */
final class NginxRecipe {

    /** The script, which escapes the URL: nginx itself cannot. */
    static final String SCRIPT = """
            function url(r) {
              return encodeURIComponent(r.variables.scheme + '://' + r.variables.host + r.variables.request_uri);
            }
            export default { url };
            """;

    private NginxRecipe() {}

    /** Returns what stands in the http block; the site itself is taken to be on port 8080 of the same machine. */
    static String configuration(String domain, Secret key, ListenAddress gateway) {
        return """
                js_path "/etc/nginx/njs/";
                js_import edgecomet from edgecomet.js;
                js_set $edgecomet_url edgecomet.url;

                map $http_user_agent $edgecomet_bot {
                  default 0;
                  "~*bot|crawl|spider|slurp|WhatsApp|Snapchat|facebookexternalhit|AMZN-User|Claude-User|Perplexity-User|ChatGPT-User" 1;
                }
                map $uri $edgecomet_page {
                  default $edgecomet_bot;
                  "~*\\.(?:avif|css|eot|gif|gz|ico|jpe?g|js|json|map|mp[34]|ogg|otf|pdf|png|svg|ttf|txt|wasm|wav|web[mp]|woff2?|xml|zip)$" 0;
                }
                map $request_method $edgecomet_read { default 0; GET $edgecomet_page; HEAD $edgecomet_page; }
                map $http_x_edge_render $edgecomet_render { default 0; "" $edgecomet_read; }

                upstream site { server 127.0.0.1:8080; }

                server {
                  listen 80;
                  server_name %1$s;
                  recursive_error_pages on;      # without it, the second error_page below is ignored and nothing fails open

                  location / {
                    error_page 418 = @edgecomet;
                    if ($edgecomet_render) { return 418; }
                    proxy_pass http://site;
                    proxy_set_header Host $host;
                  }
                  location @edgecomet {
                    proxy_pass http://%3$s/render?url=$edgecomet_url;
                    proxy_set_header X-Render-Key %2$s;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_connect_timeout 5s;
                    proxy_read_timeout 60s;
                    proxy_intercept_errors on;
                    error_page 500 502 503 504 = @site;
                  }
                  location @site {
                    proxy_pass http://site;
                    proxy_set_header Host $host;
                  }
                }
                """.formatted(domain, key.reveal(), gateway);
    }
}
