package edgecomet.application.html;

import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** Writes a document, without some of its nodes, in the form of spec 05 §10.3. */
final class HtmlSerializer implements NodeFilter {
    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
            "track", "wbr");
    private static final Set<String> RAW_TEXT =
            Set.of("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "xmp");
    private static final Set<String> NEWLINE_EATING = Set.of("pre", "listing", "textarea");

    private final ParsedHtml html;
    private final Set<? extends Node> left;
    private final StringBuilder out;

    private HtmlSerializer(ParsedHtml html, Set<? extends Node> left) {
        this.html = html;
        this.left = left;
        this.out = new StringBuilder(html.source().length() + 256);
    }

    /** Returns the document without the nodes of a set and what is in them. */
    static String serialize(ParsedHtml html, Set<? extends Node> without) {
        HtmlSerializer serializer = new HtmlSerializer(html, without);
        html.document().filter(serializer);
        return serializer.out.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (left.contains(node)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        switch (node) {
            case DocumentType doctype -> write(doctype);
            case Comment comment -> write(comment.getData());
            case XmlDeclaration declaration -> write("?" + declaration.getWholeDeclaration());
            case Element element when depth > 0 -> writeStart(element);
            default -> writeText(node);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && depth > 0 && !isHtml(element, VOID)) {
            out.append("</").append(html.name(element)).append('>');
        }
        return FilterResult.CONTINUE;
    }

    private void write(DocumentType doctype) {
        out.append("<!DOCTYPE ").append(doctype.name());
        if (!doctype.publicId().isEmpty()) {
            out.append(" PUBLIC ").append(quoted(doctype.publicId()));
        } else if (!doctype.systemId().isEmpty()) {
            out.append(" SYSTEM");
        }
        if (!doctype.systemId().isEmpty()) {
            out.append(' ').append(quoted(doctype.systemId()));
        }
        out.append('>');
    }

    private static String quoted(String identifier) {
        char quote = identifier.indexOf('"') < 0 ? '"' : '\'';
        return quote + identifier + quote;
    }

    private void write(String comment) {
        out.append("<!--").append(html.original(comment)).append("-->");
    }

    private void writeStart(Element element) {
        out.append('<').append(html.name(element));
        for (Attribute attribute : element.attributes()) {
            out.append(' ').append(html.original(attribute.getKey())).append("=\"");
            writeEscaped(html.original(attribute.getValue()));
            out.append('"');
        }
        out.append(isHtml(element, VOID) ? "/>" : ">");
        if (isHtml(element, NEWLINE_EATING) && startsWithNewline(element)) {
            out.append('\n');
        }
    }

    private boolean startsWithNewline(Element element) {
        for (Node child : element.childNodes()) {
            if (!left.contains(child)) {
                return html.text(child).startsWith("\n");
            }
        }
        return false;
    }

    private void writeText(Node node) {
        String text = html.text(node);
        if (node.parent() instanceof Element parent && isHtml(parent, RAW_TEXT)) {
            out.append(text);
        } else {
            writeEscaped(text);
        }
    }

    private void writeEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }

    private boolean isHtml(Element element, Set<String> names) {
        return element.tag().namespace().equals(Parser.NamespaceHtml) && names.contains(html.name(element));
    }
}
