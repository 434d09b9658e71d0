package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    private final RequestIds ids = new RequestIds();

    @ParameterizedTest
    @CsvSource({
        "my@request#123!, myrequest123",
        "my request 123, my-request-123",
        "---my-request---, my-request",
        "A-b-C, A-b-C",
        "a - b, a-b",
        "12345678901234567890123456789012345, 123456789012345678901234567890",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaa-",
    })
    void what_can_be_kept_of_the_clients_id_follows_a_random_prefix(String offered, String kept) {
        String id = ids.next(offered);
        assertTrue(id.matches("[0-9a-f]{5}-.*"), id);
        assertEquals(kept, id.substring(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@#$%", "---", "é"})
    void where_nothing_is_left_the_id_is_random(String offered) {
        assertTrue(ids.next(offered).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    @Test
    void the_same_offer_gives_another_id() {
        assertNotEquals(ids.next("x"), ids.next("x"));
    }
}
