package edgecomet.application.html;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.nodes.Element;

/** Finds the types of the things that a page describes in JSON-LD (spec 05 §10.1). */
final class StructuredData {
    private static final int MAX_BLOCK_BYTES = 1 << 20;

    private StructuredData() {}

    /** Returns the types of the whole page, each once, in byte order. */
    static List<String> types(ParsedHtml html) {
        return html.document().stream()
                .filter(element -> isJsonLd(html, element))
                .map(html::textContent)
                .filter(block -> block.getBytes(StandardCharsets.UTF_8).length <= MAX_BLOCK_BYTES)
                .flatMap(block -> JsonLdTypes.of(block).stream())
                .distinct()
                .sorted(UnicodeText.BYTE_ORDER)
                .toList();
    }

    private static boolean isJsonLd(ParsedHtml html, Element element) {
        return element.normalName().equals("script")
                && UnicodeText.trim(html.attribute(element, "type")).equalsIgnoreCase("application/ld+json");
    }
}
