package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The automatic size follows the memory of the machine (spec 05 §1). */
class PoolSizeTest {

    @ParameterizedTest
    @CsvSource({"0, 2", "1024, 2", "3547, 2", "3548, 3", "8192, 12", "16384, 28", "27048, 50", "262144, 50"})
    void oneTabForEach500MebibytesBeyondTheFirstTwoGibibytes(long mebibytes, int tabs) {
        assertEquals(tabs, PoolSize.forMemory(mebibytes * 1024 * 1024));
    }

    @Test
    void thisMachineHasASize() {
        assertTrue(PoolSize.automatic() >= 2);
    }
}
