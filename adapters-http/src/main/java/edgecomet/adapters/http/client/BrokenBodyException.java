package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import java.io.IOException;
import java.io.Serial;

/** The rest of a body is not to be had, and why. */
final class BrokenBodyException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    BrokenBodyException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
