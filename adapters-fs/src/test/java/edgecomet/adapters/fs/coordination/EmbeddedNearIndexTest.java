package edgecomet.adapters.fs.coordination;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.CacheIndexContract;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.SampleEntries;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Begins while the samples are fresh; as everywhere, they are so no longer than their lifetimes in the index. */
class EmbeddedNearIndexTest extends CacheIndexContract {

    @RegisterExtension
    final EmbeddedFixture embedded =
            new EmbeddedFixture(SampleEntries.full().expiresAt().minusSeconds(1));

    @Override
    protected NearIndex index() {
        return embedded.coordination().nearIndex();
    }

    @Override
    protected void letPass(Duration duration) {
        embedded.letPass(duration);
    }

    @Test
    void has_a_copy_of_what_was_found_until_it_changes() {
        index().store(SampleEntries.full(), Duration.ofHours(1));
        assertEquals(Optional.empty(), index().peek(KEY));
        index().find(KEY, Duration.ofSeconds(5));
        assertEquals(Optional.of(SampleEntries.full()), index().peek(KEY));
        index().removeHolder(SampleEntries.full(), "eg1");
        assertEquals(Optional.empty(), index().peek(KEY));
    }
}
