package edgecomet.application.serve;

import edgecomet.application.html.HtmlPage;
import edgecomet.application.html.HtmlText;
import edgecomet.application.port.Origin;
import edgecomet.domain.seo.PageSeo;
import java.util.Locale;
import java.util.Optional;

/** What a search engine reads in an origin's own page (spec 03 §13). It is for metadata and events only. */
public final class OriginSeo {

    private OriginSeo() {}

    /** Reads an HTML page; of a long one only its beginning, which has its title and its directives. */
    public static Optional<PageSeo> of(RequestedPage page, Origin.Answer.Answered answer) {
        String contentType = answer.headers().first("Content-Type").orElse("");
        if (!contentType.toLowerCase(Locale.ROOT).contains("text/html")) {
            return Optional.empty();
        }
        byte[] text = switch (answer) {
            case Origin.Answer.Response response -> response.body();
            case Origin.Answer.Begun begun -> begun.beginning();
        };
        return Optional.of(HtmlPage.parse(HtmlText.decode(text, contentType))
                .seo(answer.statusCode(), page.url().value()));
    }
}
