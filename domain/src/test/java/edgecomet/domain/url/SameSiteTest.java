package edgecomet.domain.url;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {

    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example, true",
        "cdn.shop.example, shop.example, true",
        "a.b.shop.example, shop.example, true",
        "a.shop.example, b.shop.example, false",
        "myshop.example, shop.example, false",
        "shop.example, example, true",
        "Shop.example, shop.example, false",
        "'', shop.example, false",
        "'', '', false",
        "127.0.0.1, 127.0.0.1, true",
        "[::1], [::1], true",
    })
    void hostsBelongTogetherIfOneNameEndsInTheOther(String one, String other, boolean together) {
        assertEquals(together, SameSite.hosts(one, other));
        assertEquals(together, SameSite.hosts(other, one));
    }
}
