package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import edgecomet.adapters.http.json.JsonFields;
import edgecomet.adapters.http.json.JsonText;
import edgecomet.domain.seo.Headings;
import edgecomet.domain.seo.ImageCounts;
import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.LinkCounts;
import edgecomet.domain.seo.PageSeo;
import edgecomet.domain.seo.Translation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code page_seo}, both ways: every field is left out where it is empty (spec 05 §10.1). */
final class SeoJson {

    private SeoJson() {}

    static void write(JsonGenerator out, PageSeo seo) throws IOException {
        JsonText.text(out, "title", seo.title());
        out.writeNumberField("index_status", seo.indexStatus().code());
        JsonText.text(out, "meta_description", seo.metaDescription());
        if (seo.canonicalUrl() != null) {
            JsonText.text(out, "canonical_url", seo.canonicalUrl());
        }
        JsonText.texts(out, "meta_robots", seo.metaRobots());
        JsonText.texts(out, "h1s", seo.headings().h1s());
        JsonText.texts(out, "h2s", seo.headings().h2s());
        JsonText.texts(out, "h3s", seo.headings().h3s());
        writeLinks(out, seo.links());
        writeImages(out, seo.images());
        JsonText.count(out, "word_count", seo.wordCount());
        writeTranslations(out, seo.hreflang());
        if (seo.hreflangSelf() != null) {
            JsonText.text(out, "hreflang_self", seo.hreflangSelf());
        }
        JsonText.texts(out, "structured_data_types", seo.structuredDataTypes());
    }

    private static void writeLinks(JsonGenerator out, LinkCounts links) throws IOException {
        JsonText.count(out, "links_total", links.total());
        JsonText.count(out, "links_internal", links.internal());
        JsonText.count(out, "links_external", links.external());
        JsonText.count(out, "links_nofollow", links.nofollow());
        JsonText.count(out, "links_nofollow_internal", links.nofollowInternal());
        JsonText.count(out, "links_nofollow_external", links.nofollowExternal());
        if (!links.externalDomains().isEmpty()) {
            out.writeObjectFieldStart("external_domains");
            for (LinkCounts.ExternalDomain domain : links.externalDomains()) {
                out.writeNumberField(domain.host(), domain.links());
            }
            out.writeEndObject();
        }
    }

    private static void writeImages(JsonGenerator out, ImageCounts images) throws IOException {
        JsonText.count(out, "images_total", images.total());
        JsonText.count(out, "images_with_alt", images.withAlt());
        JsonText.count(out, "images_without_alt", images.withoutAlt());
        JsonText.count(out, "images_internal", images.internal());
        JsonText.count(out, "images_external", images.external());
    }

    private static void writeTranslations(JsonGenerator out, List<Translation> translations) throws IOException {
        if (!translations.isEmpty()) {
            out.writeArrayFieldStart("hreflang");
            for (Translation translation : translations) {
                out.writeStartObject();
                out.writeStringField("lang", translation.lang());
                out.writeStringField("url", translation.url());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    /** Reads the object on whose start the parser stands. */
    static PageSeo read(JsonParser parser) throws IOException {
        Fields fields = new Fields();
        JsonFields.readObject(parser, fields);
        return fields.seo();
    }

    private static final class Fields implements JsonFields.Reader {
        private String title = "";
        private IndexStatus indexStatus = IndexStatus.INDEXABLE;
        private String metaDescription = "";
        private @Nullable String canonicalUrl;
        private List<String> metaRobots = List.of();
        private List<String> h1s = List.of();
        private List<String> h2s = List.of();
        private List<String> h3s = List.of();
        private int linksInternal;
        private int linksExternal;
        private int nofollowInternal;
        private int nofollowExternal;
        private final List<LinkCounts.ExternalDomain> externalDomains = new ArrayList<>();
        private int imagesWithAlt;
        private int imagesWithoutAlt;
        private int imagesInternal;
        private int imagesExternal;
        private int wordCount;
        private List<Translation> hreflang = List.of();
        private @Nullable String hreflangSelf;
        private List<String> structuredDataTypes = List.of();

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "title" -> title = JsonFields.text(value);
                case "index_status" ->
                    indexStatus = IndexStatus.ofCode(JsonFields.integer(value)).orElse(indexStatus);
                case "meta_description" -> metaDescription = JsonFields.text(value);
                case "canonical_url" -> canonicalUrl = JsonFields.text(value);
                case "meta_robots" -> metaRobots = JsonFields.texts(value);
                case "h1s" -> h1s = JsonFields.texts(value);
                case "h2s" -> h2s = JsonFields.texts(value);
                case "h3s" -> h3s = JsonFields.texts(value);
                case "word_count" -> wordCount = JsonFields.integer(value);
                case "hreflang" -> hreflang = JsonFields.readArray(value, Fields::translation);
                case "hreflang_self" -> hreflangSelf = JsonFields.text(value);
                case "structured_data_types" -> structuredDataTypes = JsonFields.texts(value);
                default -> readCount(name, value);
            }
        }

        private void readCount(String name, JsonParser value) throws IOException {
            switch (name) {
                case "links_internal" -> linksInternal = JsonFields.integer(value);
                case "links_external" -> linksExternal = JsonFields.integer(value);
                case "links_nofollow_internal" -> nofollowInternal = JsonFields.integer(value);
                case "links_nofollow_external" -> nofollowExternal = JsonFields.integer(value);
                case "external_domains" -> readExternalDomains(value);
                case "images_with_alt" -> imagesWithAlt = JsonFields.integer(value);
                case "images_without_alt" -> imagesWithoutAlt = JsonFields.integer(value);
                case "images_internal" -> imagesInternal = JsonFields.integer(value);
                case "images_external" -> imagesExternal = JsonFields.integer(value);
                default -> {}
            }
        }

        private void readExternalDomains(JsonParser parser) throws IOException {
            JsonFields.readExactObject(
                    parser,
                    (host, links) ->
                            externalDomains.add(new LinkCounts.ExternalDomain(host, JsonFields.integer(links))));
        }

        private static Translation translation(JsonParser parser) throws IOException {
            String[] langAndUrl = {"", ""};
            JsonFields.readObject(parser, (name, value) -> {
                switch (name) {
                    case "lang" -> langAndUrl[0] = JsonFields.text(value);
                    case "url" -> langAndUrl[1] = JsonFields.text(value);
                    default -> {}
                }
            });
            return new Translation(langAndUrl[0], langAndUrl[1]);
        }

        private PageSeo seo() {
            return new PageSeo(
                    title,
                    indexStatus,
                    metaDescription,
                    canonicalUrl,
                    metaRobots,
                    new Headings(h1s, h2s, h3s),
                    new LinkCounts(linksInternal, linksExternal, nofollowInternal, nofollowExternal, externalDomains),
                    new ImageCounts(imagesWithAlt, imagesWithoutAlt, imagesInternal, imagesExternal),
                    wordCount,
                    hreflang,
                    hreflangSelf,
                    structuredDataTypes);
        }
    }
}
