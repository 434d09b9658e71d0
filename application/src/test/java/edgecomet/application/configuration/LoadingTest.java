package edgecomet.application.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.Problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadingTest {

    private static final Problem WARNING = new Problem(Severity.WARNING, "a.yaml", 1, "doubtful");
    private static final Problem ERROR = new Problem(Severity.ERROR, "a.yaml", 2, "wrong");
    private static final Problem FATAL = new Problem(Severity.FATAL, "b.yaml", 0, "missing");

    @Test
    void the_summary_names_the_first_error_and_counts_the_others() {
        assertEquals("a.yaml line 2: wrong", summary(WARNING, ERROR, WARNING));
        assertEquals("a.yaml line 2: wrong (and 2 more errors)", summary(WARNING, ERROR, FATAL, WARNING, ERROR));
        assertEquals("b.yaml: missing", summary(FATAL));
    }

    private static String summary(Problem... problems) {
        return new Loading.Refused<>(List.of(problems)).summary();
    }
}
