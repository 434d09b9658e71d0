package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.ListenAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of spec 01 §3.3. */
class ListenTextTest {

    @ParameterizedTest
    @CsvSource({
        ":10070, '', 10070",
        "10070, '', 10070",
        "0.0.0.0:10070, 0.0.0.0, 10070",
        "localhost:1, localhost, 1",
        "name:65535, name, 65535",
        "[::1]:10070, ::1, 10070",
        "[fe80::1%eth0]:80, fe80::1%eth0, 80",
        ":+80, '', 80",
        "any thing:80, any thing, 80"
    })
    void anAddressIsRead(String text, String host, int port) {
        assertEquals(new ListenText.Valid(new ListenAddress(host, port)), ListenText.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', listen address is empty",
        "nonsense, invalid listen address format: nonsense",
        "1x, invalid listen address format: 1x",
        "::1, invalid listen address format: ::1: address ::1: too many colons in address",
        "a:b:1, invalid listen address format: a:b:1: address a:b:1: too many colons in address",
        "[::1], invalid listen address format: [::1]: address [::1]: missing port in address",
        "[::1]x:1, invalid listen address format: [::1]x:1: address [::1]x:1: missing port in address",
        "[::1]::1, invalid listen address format: [::1]::1: address [::1]::1: too many colons in address",
        "[::1:80, invalid listen address format: [::1:80: address [::1:80: missing ']' in address",
        "a[:1, invalid listen address format: a[:1: address a[:1: unexpected '[' in address",
        "a]:1, invalid listen address format: a]:1: address a]:1: unexpected ']' in address",
        "[[a]:1, invalid listen address format: [[a]:1: address [[a]:1: unexpected '[' in address",
        "localhost:, 'invalid port in listen address: '",
        ":http, invalid port in listen address: http",
        ":1.5, invalid port in listen address: 1.5",
        ":99999999999999999999, invalid port in listen address: 99999999999999999999",
        "0, 'port must be between 1 and 65535, got 0'",
        ":65536, 'port must be between 1 and 65535, got 65536'",
        ":-1, 'port must be between 1 and 65535, got -1'"
    })
    void anythingElseIsRefusedWithAReason(String text, String reason) {
        assertEquals(reason, ListenText.parse(text) instanceof ListenText.Invalid invalid ? invalid.reason() : "valid");
    }
}
