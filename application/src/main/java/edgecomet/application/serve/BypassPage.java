package edgecomet.application.serve;

import edgecomet.application.port.Origin;
import edgecomet.application.port.Telemetry;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.policy.BypassPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with the origin's own page: from the bypass cache, or fetched now (spec 03 §11). */
final class BypassPage {

    private static final Logger LOG = LoggerFactory.getLogger(BypassPage.class);

    /** What a request whose time is spent still gets: without it, no fallback would ever follow a slow render. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(5);

    private final Origin origin;
    private final CacheReader reader;
    private final CacheWriter writer;
    private final Admission admission;
    private final Telemetry telemetry;

    BypassPage(Origin origin, CacheReader reader, CacheWriter writer, Admission admission, Telemetry telemetry) {
        this.origin = origin;
        this.reader = reader;
        this.writer = writer;
        this.admission = admission;
        this.telemetry = telemetry;
    }

    PageAnswer serve(PageRequest request, BypassReason reason) {
        LOG.atInfo()
                .addKeyValue("reason", reason.label())
                .addKeyValue("target_url", request.url().value())
                .log("Serving via bypass");
        telemetry.bypassed(request.host().primaryDomain(), reason);
        BypassPolicy policy = request.policy().bypass();
        Optional<CacheEntry> entry =
                policy.cacheEnabled() ? reader.find(request.key(), request.deadline()) : Optional.empty();
        Optional<CacheEntry> own = entry.filter(e -> e.source() == EntrySource.BYPASS);
        Freshness freshness = own.map(e -> reader.freshness(e, policy.cache())).orElse(Freshness.EXPIRED);
        if (own.isPresent() && freshness == Freshness.FRESH) {
            Optional<PageAnswer.Cached> cached = reader.answer(request, own.get(), false);
            if (cached.isPresent()) {
                return cached.get();
            }
        }
        Optional<CacheEntry> stale = own.filter(e -> freshness == Freshness.STALE);
        if (!beginWork(request, patience(request, reason))) {
            return request.client().isGone()
                    ? new PageAnswer.Refusal.Abandoned(request.host())
                    : stale(request, stale).orElseGet(PageAnswer.Refusal.Overloaded::new);
        }
        OnePlace place = new OnePlace(admission);
        try {
            PageAnswer answer = fetch(request, entry, stale, reason == BypassReason.UNMATCHED_USER_AGENT);
            return answer instanceof PageAnswer.Bypassed bypassed ? place.keptUntilClosed(bypassed) : answer;
        } finally {
            place.leaveUnlessKept();
        }
    }

    private PageAnswer fetch(
            PageRequest request, Optional<CacheEntry> existing, Optional<CacheEntry> stale, boolean flagged) {
        BypassPolicy policy = request.policy().bypass();
        Origin.Answer answer = ask(request, policy);
        boolean kept = answer instanceof Origin.Answer.Answered answered && stores(policy, answered, existing);
        if (!kept && request.client().isGone()) {
            giveUp(answer);
            return new PageAnswer.Refusal.Abandoned(request.host());
        }
        if (kept) {
            answer = answer.whole();
        }
        if (answer instanceof Origin.Answer.Unreachable(String why)) {
            LOG.atWarn().addKeyValue("error", why).log("Bypass request failed, returning 502 Bad Gateway");
        }
        Optional<PageAnswer> better = statusOf(answer) >= 500 ? stale(request, stale) : Optional.empty();
        if (better.isPresent()) {
            giveUp(answer);
            return better.get();
        }
        if (kept && answer instanceof Origin.Answer.Response response) {
            keep(request, response);
        }
        return new PageAnswer.Bypassed(request.page(), answer, flagged);
    }

    private boolean beginWork(PageRequest request, Duration patience) {
        try (ClientPresence.Watch _ = request.client().interruptWhenGone()) {
            return admission.beginWork(patience);
        }
    }

    /** Who has waited in vain to render does not wait again. */
    private static Duration patience(PageRequest request, BypassReason reason) {
        return reason == BypassReason.OVERLOADED
                ? Duration.ZERO
                : request.deadline().remaining(Admission.PATIENCE);
    }

    private Optional<PageAnswer> stale(PageRequest request, Optional<CacheEntry> stale) {
        Optional<PageAnswer.Cached> answer = stale.flatMap(entry -> reader.answer(request, entry, true));
        answer.ifPresent(cached -> telemetry.servedStale(
                request.host().primaryDomain(), request.dimension().name(), EntrySource.BYPASS.label()));
        return answer.map(cached -> cached);
    }

    /** What is not known here of the cache, or changes until the answer has come, is found out when it is kept. */
    private static boolean stores(BypassPolicy policy, Origin.Answer.Answered answer, Optional<CacheEntry> existing) {
        boolean rendered = existing.isPresent() && existing.get().source() == EntrySource.RENDER;
        return policy.cacheEnabled() && !rendered && policy.cache().stores(answer.statusCode());
    }

    private void keep(PageRequest request, Origin.Answer.Response response) {
        writer.keep(
                request,
                CacheWriter.Content.of(request.page(), response),
                request.policy().bypass().cache());
    }

    private static void giveUp(Origin.Answer answer) {
        if (answer instanceof Origin.Answer.Begun begun) {
            try {
                begun.body().close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("Failed to close an answer");
            }
        }
    }

    /** What may be stored is of use to others too, and is fetched to its end. */
    private Origin.Answer ask(PageRequest request, BypassPolicy policy) {
        Duration limit = shorter(policy.timeout(), longer(request.deadline().remaining(), LAST_RESORT));
        Origin.Request fetch =
                new Origin.Request(request.url().value(), policy.userAgent(), request.forwarded(), limit);
        if (policy.cacheEnabled()) {
            return origin.fetch(fetch);
        }
        try (ClientPresence.Watch _ = request.client().interruptWhenGone()) {
            return origin.fetch(fetch);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static int statusOf(Origin.Answer answer) {
        return switch (answer) {
            case Origin.Answer.Answered answered -> answered.statusCode();
            case Origin.Answer.Unreachable unreachable -> 502;
        };
    }
}
