package edgecomet.domain.seo;

import java.util.Arrays;
import java.util.Optional;

/** Whether a search engine would index the page (spec 03 §13). */
public enum IndexStatus {
    INDEXABLE(1),
    NOT_OK(2),
    NOINDEX(3),
    CANONICAL_ELSEWHERE(4);

    private final int code;

    IndexStatus(int code) {
        this.code = code;
    }

    /** Returns the number of the metadata and of the render service's answer. */
    public int code() {
        return code;
    }

    /** Returns the status with this number. */
    public static Optional<IndexStatus> ofCode(int code) {
        return Arrays.stream(values()).filter(s -> s.code == code).findFirst();
    }
}
