package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code render.serialize}: what scripts made outside the markup is in the capture, and a plain page is as it always was. */
class SerializationTest extends InEachBrowser {
    /** The parameter is for starting the browser, which happens once for each value. */
    SerializationTest(String binary) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><p>plain",
                "<p>no doctype &amp; quirks &lt;b&gt; \"q\" 'a' \u00a0",
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><!-- c --><html><body>x",
                "<!-- before --><!doctype html><html lang=de><noscript><p>no &amp; script</p></noscript></html><!-- after -->",
                "<style>a > b { color: red } @media print { p { margin: 0 } }</style><style></style><style> </style>",
                "<style>@import 'x.css'; p { color: blue }</style><style media=print>p{}</style><style>not css {{{</style>",
                "<svg viewBox='0 0 1 1'><style>path { fill: red }</style><a xlink:href='#x'/></svg><math><mi>x</mi></math>",
                "<template><p>inert</p></template><textarea>\n\n&lt;x</textarea><pre>\nx</pre><details><summary>s</summary></details>",
                "<input value='a&quot;<>&amp;'><video controls></video><select><option>1</select><iframe srcdoc='<p>x'></iframe>",
                "<script>document.body.append('made by a script'); document.title = 't'</script>",
            })
    void aPlainPageIsByteForByteWhatItsMarkupIs(String html) {
        site.html("/", html);

        assertEquals(render(Serialization.MARKUP), render(Serialization.FAITHFUL));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "an open shadow root | `<x-a>light</x-a><script>document.querySelector('x-a').attachShadow({mode: 'open'}).innerHTML = '<b>in &amp; out</b><slot></slot>'</script>` | `<x-a><template shadowrootmode=\"open\"><b>in &amp; out</b><slot></slot></template>light</x-a>`",
                "a declared one | `<div><template shadowrootmode=open shadowrootdelegatesfocus><i>i</i></template></div>` | `<div><template shadowrootmode=\"open\" shadowrootdelegatesfocus=\"\"><i>i</i></template></div>`",
                "nested ones | `<x-a></x-a><script>r = document.querySelector('x-a').attachShadow({mode: 'open'}); r.innerHTML = '<p><x-b c=\"1\"></x-b></p>'; r.querySelector('x-b').attachShadow({mode: 'open'}).innerHTML = 'deep'</script>` | `<p><x-b c=\"1\"><template shadowrootmode=\"open\">deep</template></x-b></p></template></x-a>`",
                "rules in an empty style | `<style id=s></style><script>s.sheet.insertRule('p { color: red }'); s.sheet.insertRule('b { color: blue }')</script>` | `<style id=\"s\">b { color: blue; }\np { color: red; }</style>`",
                "a rule more | `<style id=s>p { color: red }</style><script>s.sheet.insertRule('b { top: 0px }', 1)</script>` | `<style id=\"s\">p { color: red; }\nb { top: 0px; }</style>`",
                "a rule changed | `<style id=s>p { color: red }</style><script>s.sheet.cssRules[0].style.color = 'blue'</script>` | `<style id=\"s\">p { color: blue; }</style>`",
                "all rules deleted | `<style id=s>p { color: red }</style><script>s.sheet.deleteRule(0)</script>` | `<style id=\"s\"></style>`",
                "a style that would end early | `<style id=s></style><script>s.sheet.insertRule('p::after { content: \"\\x3c/style>\" }')</script>` | `<style id=\"s\">p::after { content: \"\\3c /style>\"; }</style>`",
                "an adopted sheet | `<title>t</title><script>a = new CSSStyleSheet({media: 'print'}); a.replaceSync('p { top: 0px }'); document.adoptedStyleSheets = [a]</script>` | `<style media=\"print\">p { top: 0px; }</style></head>`",
                "an adopted sheet of a shadow root | `<x-a></x-a><script>a = new CSSStyleSheet(); a.replaceSync('p { top: 0px }'); r = document.querySelector('x-a').attachShadow({mode: 'open'}); r.innerHTML = 'in'; r.adoptedStyleSheets = [a]</script>` | `<template shadowrootmode=\"open\">in<style>p { top: 0px; }</style></template>`",
                "a style inside a shadow root | `<x-a></x-a><script>r = document.querySelector('x-a').attachShadow({mode: 'open'}); r.innerHTML = '<style></style>'; r.firstChild.sheet.insertRule('p { top: 0px }')</script>` | `<template shadowrootmode=\"open\"><style>p { top: 0px; }</style></template>`",
            })
    void whatTheMarkupDoesNotHoldIsWrittenIntoTheDocument(String what, String body, String expected) {
        site.html("/", "<!doctype html><html><head></head><body>" + body + "</body></html>");

        String html = render(Serialization.FAITHFUL);

        String withoutScripts = html.replaceAll("(?s)<script>.*?</script>", "");
        assertTrue(withoutScripts.contains(expected.replace("\\n", "\n")), html);
        assertTrue(html.startsWith("<!DOCTYPE html><html><head>"), html);
        assertTrue(html.endsWith("</body></html>"), html);
    }

    @Test
    void whatIsWrittenIsTheSameDocumentWhenItIsReadAgain() {
        site.html("/", """
                <!doctype html><html lang=de><head><style id=s></style></head><body class="a &amp; b" data-x='"<>'>
                <noscript><p>&amp; no script</p></noscript><pre>first line
                </pre><x-a title=t>light &lt;text&gt;&nbsp;<svg viewBox="0 0 1 1"><a xlink:href="#x"></a></svg><br></x-a>
                <!-- comment --></body></html>
                <script>
                s.sheet.insertRule('p { color: red }');
                document.querySelector('x-a').attachShadow({ mode: 'open' }).innerHTML = '<p>shadow<slot></slot></p>';
                </script>""");
        String once = render(Serialization.FAITHFUL).replaceAll("(?s)<script>.*?</script>", "");

        site.html("/", once);

        assertEquals(once, render(Serialization.FAITHFUL));
        assertTrue(once.contains("<noscript><p>&amp; no script</p></noscript>"), once);
    }

    @Test
    void closedShadowRootsStayClosedAndMarkupIsMarkup() {
        site.html("/", """
                <x-a>light</x-a><x-b></x-b><script>
                document.querySelector('x-a').attachShadow({ mode: 'closed' }).innerHTML = 'sec' + 'ret';
                document.querySelector('x-b').attachShadow({ mode: 'open' }).innerHTML = 'op' + 'en'</script>""");

        String faithful = render(Serialization.FAITHFUL);
        assertFalse(faithful.contains("secret"), faithful);
        assertTrue(faithful.contains("open</template>"), faithful);
        assertFalse(render(Serialization.MARKUP).contains("<template"));
    }

    @Test
    void aPageThatPatchesPrototypesIsCapturedAllTheSameAndNoticesNothing() {
        site.html("/", """
                <x-a></x-a><script>
                document.querySelector('x-a').attachShadow({ mode: 'open' }).innerHTML = 'sha' + 'dow';
                const noticed = () => { document.body.append('noticed by the page'); throw 1 };
                for (const type of [Element, Node, Document, ShadowRoot, Array, String, Map, Set]) {
                  for (const name of Object.getOwnPropertyNames(type.prototype)) {
                    if (name !== 'constructor' && name !== 'append') {
                      try { Object.defineProperty(type.prototype, name, { get: noticed, value: undefined }) } catch { }
                      try { Object.defineProperty(type.prototype, name, { get: noticed }) } catch { }
                    }
                  }
                }
                </script>""");

        String html = render(Serialization.FAITHFUL);

        assertTrue(html.contains("<template shadowrootmode=\"open\">shadow</template>"), html);
        assertFalse(html.replaceAll("(?s)<script>.*?</script>", "").contains("noticed"), html);
    }

    @Test
    void namesOfFieldsAndImagesDoNotMatter() {
        String fields = Stream.of(
                        "attributes", "childNodes", "parentNode", "nodeType", "localName", "shadowRoot", "outerHTML")
                .map(name -> "<input name=\"" + name + "\">")
                .collect(Collectors.joining());
        String images = Stream.of("head", "adoptedStyleSheets", "createTreeWalker", "querySelector", "fonts")
                .map(name -> "<img name=\"" + name + "\">")
                .collect(Collectors.joining());
        site.html("/", "<form>" + fields + "<x-a></x-a></form>" + images + """
                <script>document.forms[0].lastElementChild.attachShadow({ mode: 'open' }).innerHTML = 'sha' + 'dow'</script>""");

        String html = render(Serialization.FAITHFUL);

        String expected = fields + "<x-a><template shadowrootmode=\"open\">shadow</template></x-a></form>" + images;
        assertTrue(html.contains(expected), html);
    }

    @Test
    void aDocumentWithTooManyElementsIsTakenAsMarkup() {
        site.html("/", """
                <x-a></x-a><div id=d></div><script>
                document.querySelector('x-a').attachShadow({ mode: 'open' }).innerHTML = 'sha' + 'dow';
                d.innerHTML = '<b></b>'.repeat(500000)</script>""");

        assertFalse(render(Serialization.FAITHFUL).contains("shadow<"));
    }

    @Test
    void aThousandComponentsAreAllThere() {
        site.html(
                "/",
                IntStream.range(0, 1000)
                                .mapToObj(i -> "<x-a n=" + i + "></x-a>")
                                .collect(Collectors.joining())
                        + """
                <script>
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('p { color: red }');
                customElements.define('x-a', class extends HTMLElement {
                  connectedCallback() {
                    const root = this.attachShadow({ mode: 'open' });
                    root.innerHTML = '<p>number ' + this.getAttribute('n') + '</p>';
                    root.adoptedStyleSheets = [sheet];
                  }
                })</script>""");

        String html = render(Serialization.FAITHFUL);

        for (int i = 0; i < 1000; i++) {
            assertTrue(
                    html.contains("<p>number " + i + "</p><style>p { color: red; }</style></template>"), "number " + i);
        }
    }

    private String render(Serialization serialization) {
        RenderRequest plain = Renders.request(site.url("/"), Duration.ofSeconds(10), "load", Duration.ZERO);
        return Renders.captured(browser, Renders.serialized(plain, serialization))
                .html();
    }
}
