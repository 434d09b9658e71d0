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
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RenderedPage(
        RenderReport report, byte[] body, @Nullable PageSeo seo) {

    @Override
    public boolean equals(Object other) {
        return other instanceof RenderedPage that
                && report.equals(that.report)
                && Arrays.equals(body, that.body)
                && Objects.equals(seo, that.seo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(report, Arrays.hashCode(body), seo);
    }

    @Override
    public String toString() {
        return "RenderedPage[status=" + report.statusCode() + ", bytes=" + body.length + "]";
    }
}
