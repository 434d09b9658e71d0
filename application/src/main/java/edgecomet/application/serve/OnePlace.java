package edgecomet.application.serve;

import edgecomet.application.port.Origin;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The place of one request among those that work. An answer that is still coming keeps it until its body is closed: as
 * long it holds a connection of the origin.
 */
final class OnePlace {

    private final Admission admission;
    private boolean kept;

    /** Takes over a place that {@link Admission#beginWork} gave. */
    OnePlace(Admission admission) {
        this.admission = admission;
    }

    /** Returns the answer, which gives the place back itself if it is still coming. */
    PageAnswer.Bypassed keptUntilClosed(PageAnswer.Bypassed answer) {
        if (!(answer.answer() instanceof Origin.Answer.Begun begun)) {
            return answer;
        }
        kept = true;
        Origin.Answer.Begun occupying = new Origin.Answer.Begun(
                begun.statusCode(),
                begun.headers(),
                begun.length(),
                begun.beginning(),
                new OccupyingBody(begun.body(), admission));
        return new PageAnswer.Bypassed(answer.requested(), occupying, answer.flagged());
    }

    /** Gives the place back, unless an answer will. */
    void leaveUnlessKept() {
        if (!kept) {
            admission.endWork();
        }
    }

    private static final class OccupyingBody extends FilterInputStream {

        private final Admission admission;
        private boolean closed;

        OccupyingBody(InputStream body, Admission admission) {
            super(body);
            this.admission = admission;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try {
                super.close();
            } finally {
                admission.endWork();
            }
        }
    }
}
