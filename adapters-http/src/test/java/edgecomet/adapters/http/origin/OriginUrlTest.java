package edgecomet.adapters.http.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.http.client.Endpoint;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://a.example/                 | a.example | 80   | false | /           | -",
                "https://a.example/                | a.example | 443  | true  | /           | -",
                "https://a.example:8443/x?y=1      | a.example | 8443 | true  | /x?y=1      | -",
                "http://a.example:/x               | a.example | 80   | false | /x          | -",
                "http://a.example?y                | a.example | 80   | false | /?y         | -",
                "http://a.example                  | a.example | 80   | false | /           | -",
                "http://a.example/x#frag?y         | a.example | 80   | false | /x          | -",
                "http://[2606:4700::1]:81/         | 2606:4700::1 | 81 | false | /          | -",
                "http://a.example/%2F/a+b!'()*?q=/?@:x | a.example | 80 | false | /%2F/a+b!'()*?q=/?@:x | -",
                "http://a.example/?q=a b%zz        | a.example | 80   | false | /?q=a%20b%zz | -",
                "http://a.example/?q=ü             | a.example | 80   | false | /?q=%C3%BC  | -",
                "http://bücher.example/            | xn--bcher-kva.example | 80 | false | / | -",
                "http://１２７.0.0.1/               | 127.0.0.1 | 80   | false | /           | -",
                "http://us%40er:p%3Aw@a.example/   | a.example | 80   | false | /           | Basic dXMlNDBlcjpwJTNBdw==",
                "http://user@a.example/            | a.example | 80   | false | /           | Basic dXNlcjo=",
                "http://127.0.0.1@a.example/@x     | a.example | 80   | false | /@x         | Basic MTI3LjAuMC4xOg==",
            })
    void takes_a_url_apart(String url, String host, int port, boolean tls, String target, String credentials) {
        assertEquals(
                Optional.of(new OriginUrl(new Endpoint(host, port, tls), target, Optional.ofNullable(credentials))),
                OriginUrl.parse(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/x",
                "//a.example/",
                "ftp://a.example/",
                "http://",
                "http:///x",
                "http://:80/",
                "http://a.example:0/",
                "http://a.example:65536/",
                "http://a.example:99999/",
                "http://a.example:x/",
                "http://::1/",
                "http://a..ü/",
            })
    void takes_nothing_else(String url) {
        assertEquals(Optional.empty(), OriginUrl.parse(url));
    }
}
