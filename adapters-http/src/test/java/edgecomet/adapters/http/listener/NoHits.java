package edgecomet.adapters.http.listener;

import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.ServePageCommand;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Knows no page, so that each request comes to the endpoints. */
public final class NoHits implements FindHitUseCase {

    public NoHits() {}

    @Override
    public Optional<KnownPage> identify(ServePageCommand command) {
        return Optional.empty();
    }

    @Override
    public Optional<Hit> find(KnownPage page, String renderKey) {
        throw new IllegalStateException("no page is known");
    }

    @Override
    public boolean readAtHand(Hit hit, ByteBuffer body) {
        throw new IllegalStateException("there is no hit");
    }

    @Override
    public Optional<byte[]> read(Hit hit) {
        throw new IllegalStateException("there is no hit");
    }
}
