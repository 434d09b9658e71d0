package edgecomet.adapters.chrome.settle;

import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a page has settled: it is loaded, nothing that its content depends on is under way, and nothing has
 * happened for a short while. Pure, used by one thread; times are counted from the start of the render.
 *
 * <h2>How it goes</h2>
 *
 * What is told by events is judged first: the document, its requests and its timers. Once all of these have been quiet
 * for {@link #QUIET} the page is looked at, which costs a round trip and needs its main thread: how long the document
 * has not changed, whether it comes to rest, whether fonts are loading, whether the awaited content is there. If
 * nothing is amiss, and nothing has begun since the question was asked, the page has settled. Otherwise it is looked at
 * again a little later.
 *
 * <h2>Why a tenth of a second</h2>
 *
 * The browser's {@code networkIdle} waits for half a second, as it sees the network only: whatever happens between an
 * answer and the request that follows from it must fit in. Here requests, timers and changes are seen as such, so the
 * window covers only what is not: a frame callback (16 ms, some in a row), an idle callback (up to 50 ms), a message
 * from a worker, a database read. A tenth of a second is several times each of these; a longer one would be paid by
 * every page.
 *
 * <h2>What cannot go on for ever</h2>
 *
 * A document that keeps changing (a clock, an animation), a main thread that never rests, timers that follow on each
 * other and fonts that do not come hold a page up for a while only. What holds it up without end are requests that
 * matter and awaited content, and the limit for these is that of the render.
 */
public final class Settling {

    static final Duration QUIET = Duration.ofMillis(100);
    static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** From when everything else is quiet; also for a main thread that does not rest. */
    static final Duration CHANGES_LIMIT = Duration.ofSeconds(2);

    /** From when everything else is quiet. */
    static final Duration FONTS_LIMIT = Duration.ofSeconds(3);

    /** From the load of the document or the last request that matters. */
    static final Duration TIMERS_LIMIT = Duration.ofSeconds(3);

    private final RequestsInFlight requests;
    private boolean timersPending;
    private Duration timersChangedAt = Duration.ZERO;
    private @Nullable Duration loadedSince;
    private @Nullable Duration calmSince;
    private Duration nextLook = Duration.ZERO;
    private Look last = Look.NONE;
    private boolean settled;

    /**
     * What was seen in the page.
     *
     * @param unchangedFor how long its document has been as it is
     * @param busy whether its main thread did not come to rest
     * @param missing what is awaited and not there
     */
    public record Look(Duration unchangedFor, boolean fontsLoading, boolean busy, List<Pending> missing) {
        private static final Look NONE = new Look(QUIET, false, false, List.of());

        public Look {
            missing = List.copyOf(missing);
        }
    }

    /** Creates the judge. */
    public Settling(RequestsInFlight requests) {
        this.requests = requests;
    }

    /** Takes note of whether timers are about to fire. Past their limit that no longer counts as something happening. */
    public void timers(boolean pending, Duration now) {
        timersPending = pending;
        if (!isPastTimers(now)) {
            timersChangedAt = now;
        }
    }

    /**
     * Lets time pass; to be called before anything is asked.
     *
     * @param loaded whether the document is, and will stay
     */
    public void advance(boolean loaded, Duration now) {
        if (!loaded) {
            loadedSince = null;
        } else if (loadedSince == null) {
            loadedSince = now;
        }
        if (!loaded || requests.isWaiting(now) || timersHold(now)) {
            calmSince = null;
            settled = false;
        } else if (calmSince == null) {
            calmSince = now;
        }
    }

    private boolean timersHold(Duration now) {
        return timersPending && !isPastTimers(now);
    }

    private boolean isPastTimers(Duration now) {
        return loadedSince != null && isPast(now, latest(loadedSince, requests.lastActivity()), TIMERS_LIMIT);
    }

    /** Returns whether the page should be looked at now. */
    public boolean isTimeToLook(Duration now) {
        return calmSince != null && !settled && isPast(now, lastActivity(), QUIET) && now.compareTo(nextLook) >= 0;
    }

    /** Takes note that nothing could be seen. */
    public void sawNothing(Duration now) {
        nextLook = now.plus(LOOK_AGAIN);
    }

    /**
     * Takes note of what was seen.
     *
     * @param askedAt when the page was asked
     */
    public void saw(Look look, Duration askedAt, Duration now) {
        last = look;
        if (calmSince == null || lastActivity().compareTo(askedAt) > 0) {
            return;
        }
        boolean patient = !isPast(now, calmSince, CHANGES_LIMIT);
        boolean changing = patient && look.unchangedFor().compareTo(QUIET) < 0;
        boolean busy = patient && look.busy();
        boolean fonts = look.fontsLoading() && !isPast(now, calmSince, FONTS_LIMIT);
        settled = !changing && !busy && !fonts && look.missing().isEmpty();
        nextLook = now.plus(changing ? latest(LOOK_AGAIN, QUIET.minus(look.unchangedFor())) : LOOK_AGAIN);
    }

    /** Returns whether the page has settled. */
    public boolean isSettled() {
        return settled;
    }

    /** Returns what holds the page up, or is under way all the same. */
    public List<Pending> pending() {
        List<Pending> pending = new ArrayList<>(last.missing());
        pending.addAll(requests.material());
        if (timersPending) {
            pending.add(new Pending(Kind.TIMER, ""));
        }
        if (last.unchangedFor().compareTo(QUIET) < 0) {
            pending.add(new Pending(Kind.CHANGES, ""));
        }
        if (last.busy()) {
            pending.add(new Pending(Kind.MAIN_THREAD, ""));
        }
        if (last.fontsLoading()) {
            pending.add(new Pending(Kind.FONTS, ""));
        }
        return pending;
    }

    private Duration lastActivity() {
        return latest(requests.lastActivity(), timersChangedAt);
    }

    private static boolean isPast(Duration now, Duration since, Duration limit) {
        return now.minus(since).compareTo(limit) >= 0;
    }

    private static Duration latest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
