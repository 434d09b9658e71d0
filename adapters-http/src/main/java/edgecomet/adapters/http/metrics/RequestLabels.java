package edgecomet.adapters.http.metrics;

import edgecomet.application.serve.PageAnswer;
import edgecomet.domain.cache.EntrySource;

/** The label values under which a request is counted; host and dimension are empty where they are not known. */
record RequestLabels(String host, String dimension, RequestStatus status) {

    /** The request failed before anything about it was known, or there is nobody left to say. */
    static final RequestLabels FAILED = new RequestLabels("", "", RequestStatus.RENDER_ERROR);

    /** Returns those of a request that was answered so. */
    static RequestLabels of(PageAnswer answer) {
        return switch (answer) {
            case PageAnswer.Refusal refusal -> of(refusal);
            case PageAnswer.Cached cached ->
                of(
                        cached,
                        cached.entry().source() == EntrySource.RENDER
                                ? RequestStatus.CACHE_HIT
                                : RequestStatus.BYPASS_CACHE_HIT);
            case PageAnswer.Served served -> of(served, RequestStatus.SUCCESS);
        };
    }

    private static RequestLabels of(PageAnswer.Served answer, RequestStatus status) {
        return new RequestLabels(
                answer.requested().host().primaryDomain(),
                answer.requested().dimension().name(),
                status);
    }

    private static RequestLabels of(PageAnswer.Refusal refusal) {
        return switch (refusal) {
            case PageAnswer.Refusal.InvalidUrl _ -> new RequestLabels("", "", RequestStatus.INVALID_URL);
            case PageAnswer.Refusal.Unauthorized _ -> new RequestLabels("", "", RequestStatus.AUTH_FAILED);
            case PageAnswer.Refusal.UserAgentBlocked(var host) ->
                new RequestLabels(host.primaryDomain(), "", RequestStatus.UNMATCHED_BLOCKED);
            case PageAnswer.Refusal.DimensionBlocked(var host, var dimension) ->
                new RequestLabels(host.primaryDomain(), dimension.name(), RequestStatus.DIMENSION_BLOCKED);
            case PageAnswer.Refusal.NotNormalizable(var host, var dimension, String message) ->
                new RequestLabels(host.primaryDomain(), dimension.name(), RequestStatus.URL_NORMALIZATION_ERROR);
            case PageAnswer.Refusal.NoSuchDimension(var host, String name) ->
                new RequestLabels(host.primaryDomain(), "", RequestStatus.DIMENSION_ERROR);
            case PageAnswer.Refusal.Overloaded _ -> new RequestLabels("", "", RequestStatus.OVERLOADED);
            case PageAnswer.Refusal.Abandoned(var host) ->
                new RequestLabels(host.primaryDomain(), "", RequestStatus.CLIENT_GONE);
        };
    }
}
