package edgecomet.adapters.http.gateway;

import java.io.InputStream;
import java.util.OptionalLong;

/** The body of an answer. */
sealed interface PageBody {

    /** All of it; owned by this value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(byte[] bytes) implements PageBody {}

    /**
     * A body that is passed on as it comes; somebody has to close it.
     *
     * @param length empty where only its end will tell
     */
    record Flowing(OptionalLong length, InputStream stream) implements PageBody {}
}
