package edgecomet.domain.render;

import edgecomet.domain.seo.PageSeo;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page as a render service delivers it (spec 05 §2.2).
 *
 * @param body the HTML to serve, UTF-8; empty for a redirect. Owned by this value: nobody writes into it
 * @param seo null for a redirect
 * @param har null unless the request asked for it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RenderedPage(
        RenderReport report,
        byte[] body,
        @Nullable PageSeo seo,
        @Nullable HarDocument har) {

    @Override
    public boolean equals(Object other) {
        return other instanceof RenderedPage that
                && report.equals(that.report)
                && Arrays.equals(body, that.body)
                && Objects.equals(seo, that.seo)
                && Objects.equals(har, that.har);
    }

    @Override
    public int hashCode() {
        return Objects.hash(report, Arrays.hashCode(body), seo, har);
    }

    @Override
    public String toString() {
        return "RenderedPage[status=" + report.statusCode() + ", bytes=" + body.length + "]";
    }
}
