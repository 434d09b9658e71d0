package edgecomet.application.html;

import java.util.regex.Pattern;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;

/**
 * A page parsed as a browser with scripting does, where the content of {@code noscript} is raw text.
 *
 * <p>jsoup parses without scripting and has no switch for it. {@code noframes}, though, is a tag with as many letters
 * which the standard treats in every mode but two as it treats {@code noscript} with scripting: raw text in the head
 * and in the body. So jsoup is given the page with the one name in place of the other, written in a way that no page
 * uses, which keeps every source position and can be undone in the values that are read. What remains different:
 * metadata between {@code
 * </head>} and {@code <body>} that follow a {@code noscript} there count as part of the head, a {@code noscript} in a
 * frameset is not dropped, and either element is ended by the other's end tag. Browsers never write such text.
 *
 * @param source the page; source positions of the document's nodes are indices into it
 * @param document with {@code noscript} under another name: read it through the methods of this record
 */
record ParsedHtml(String source, Document document) {
    private static final String NOSCRIPT = "noscript";
    private static final String STAND_IN = "nOfRaMeS";
    private static final Pattern NOSCRIPT_TAG =
            Pattern.compile("(</?)" + NOSCRIPT + "(?=[\\s/>])", Pattern.CASE_INSENSITIVE);

    static ParsedHtml parse(String source) {
        Parser parser = Parser.htmlParser().setTrackPosition(true);
        // jsoup takes the content of SVG scripts for raw text, and after <script/> all the rest of the page.
        parser.tagSet().add(new Tag("script", Parser.NamespaceSvg));
        String input = NOSCRIPT_TAG.matcher(source).replaceAll("$1" + STAND_IN);
        return new ParsedHtml(source, parser.parseInput(input, ""));
    }

    /** Returns the name of an element: lower case, but as the standard writes it in SVG. */
    String name(Element element) {
        return isNoscript(element) ? NOSCRIPT : element.tagName();
    }

    /** Returns whether an element has this lower-case name, in any namespace. */
    boolean is(Element element, String name) {
        return isNoscript(element)
                ? name.equals(NOSCRIPT)
                : element.normalName().equals(name);
    }

    /** Returns the value of an attribute; empty if there is none. */
    String attribute(Element element, String name) {
        return original(element.attr(name));
    }

    /** Returns the characters of a text of any kind; empty for another node. */
    String text(Node node) {
        return switch (node) {
            case TextNode text -> original(text.getWholeText());
            case DataNode data -> original(data.getWholeData());
            default -> "";
        };
    }

    /** Returns all text in an element, raw text too. */
    String textContent(Element element) {
        StringBuilder content = new StringBuilder();
        element.traverse((node, depth) -> content.append(text(node)));
        return content.toString();
    }

    /** Returns a piece of the parsed text as the page has it. */
    String original(String parsed) {
        return parsed.contains(STAND_IN) ? parsed.replace(STAND_IN, NOSCRIPT) : parsed;
    }

    private boolean isNoscript(Element element) {
        return element.normalName().equals("noframes")
                && source.regionMatches(true, element.sourceRange().startPos() + 1, NOSCRIPT, 0, NOSCRIPT.length());
    }
}
