package rendering;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The good pages. Each ends with a mark that its script writes when all that belongs to the page is there; the mark is
 * nowhere in what the server sends, so a document with it was rendered to the end.
 */
final class Corpus {
    private static final int MODULES = 5_000;

    /**
     * A page.
     *
     * @param mark text that only a finished render contains
     */
    record Page(String name, int status, String mark) {

        String path() {
            return "/pages/" + name;
        }

        /** The script of each page computes the same. */
        private static Page of(String name, int status, int parts) {
            return new Page(
                    name, status, "finished/" + new StringBuilder(name).reverse() + "/" + Math.multiplyExact(parts, 7));
        }
    }

    static final List<Page> PAGES = List.of(
            Page.of("static", 200, 60),
            Page.of("spa", 200, 50),
            Page.of("bundle", 200, MODULES),
            Page.of("resources", 200, 200),
            Page.of("polling", 200, 20),
            Page.of("stream", 200, 20),
            Page.of("components", 200, 30),
            Page.of("heavy", 200, 10),
            Page.of("redirects", 200, 20),
            Page.of("slow", 200, 20),
            Page.of("images", 200, 24),
            Page.of("error", 404, 1),
            Page.of("scroll", 200, 30),
            Page.of("waterfall", 200, 3),
            Page.of("slices", 200, 40),
            Page.of("timer", 200, 1));

    static final String KIT = """
            function finish(name, parts) {
              const mark = document.createElement('p');
              mark.textContent = ['finished', [...name].reverse().join(''), parts * 7].join('/');
              document.body.append(mark);
            }
            function list(items) {
              const list = document.createElement('ul');
              for (const item of items) list.append(Object.assign(document.createElement('li'), { textContent: item.name }));
              document.body.append(list);
            }
            const load = (path) => fetch(path).then((answer) => answer.json());
            const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
            """;

    /** What the script that comes by redirects does. */
    static final String REDIRECTED =
            "load('/hops/3?to=/api/items').then((items) => { list(items); finish('redirects', items.length) })";

    private Corpus() {}

    static String html(String name) {
        return switch (name) {
            case "static" ->
                document(name, repeated(60, "<p class=text>%d. Nothing of this paragraph comes from a script.</p>"), """
                        finish('static', document.querySelectorAll('.text').length)""");
            case "spa" -> document(name, "<div id=app>Loading</div>", """
                    load('/api/items?count=50&delay=40').then((items) => {
                      app.textContent = 'Loaded'; list(items); finish('spa', items.length) })""");
            case "bundle" -> document(name, "<div id=app></div><script src=/bundle.js></script>", """
                    finish('bundle', hydrate(app))""");
            case "resources" -> resources();
            case "polling" -> document(name, "", """
                    const poll = () => fetch('/poll?transport=polling&t=' + Date.now()).then(poll);
                    load('/api/items').then((items) => { list(items); finish('polling', items.length) }); poll()""");
            case "stream" -> document(name, "<p id=tick>0</p>", """
                    new EventSource('/events').onmessage = (event) => tick.textContent = event.data;
                    load('/api/items?delay=60').then((items) => { list(items); finish('stream', items.length) })""");
            case "components" -> document(name, repeated(30, "<x-card><b slot=title>Card %d</b></x-card>"), COMPONENTS);
            case "heavy" -> document(name, "<div id=app></div>", HEAVY);
            case "redirects" -> document(name, "<script src='/hops/3?to=/redirected.js'></script>", "");
            case "slow" -> document(name, "", """
                    load('/api/items?delay=300').then((items) => { list(items); finish('slow', items.length) })""");
            case "images" -> document(name, repeated(24, "<img src=/image/%d.png width=64 height=64>"), """
                    Promise.all([...document.images].map((image) => image.decode()))
                      .then((decoded) => finish('images', decoded.length))""");
            case "error" -> document(name, "<h1>There is no such page</h1>", "finish('error', 1)");
            case "scroll" ->
                document(name, "<style>li { height: 40px }</style><div id=end>More</div>", SCROLL);
            case "waterfall" -> document(name, "", """
                    (async () => {
                      let step = 0;
                      while (step < 3) { list(await load('/api/items?count=3&delay=80&step=' + step)); await pause(50); step++ }
                      finish('waterfall', step) })()""");
            case "slices" -> document(name, "<div id=app>Loading</div>", SLICES);
            case "timer" -> document(name, "<p>Please wait</p>", "pause(250).then(() => finish('timer', 1))");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static final String COMPONENTS = """
            let connected = 0;
            class Card extends HTMLElement {
              connectedCallback() {
                this.attachShadow({ mode: 'open' }).innerHTML =
                  '<style>:host { display: block }</style><h2><slot name=title></slot></h2><x-price></x-price>';
                if (++connected === 30) requestAnimationFrame(() => finish('components', connected));
              }
            }
            class Price extends HTMLElement {
              connectedCallback() { this.attachShadow({ mode: 'open' }).textContent = '10.00' }
            }
            customElements.define('x-price', Price);
            load('/api/items').then(() => customElements.define('x-card', Card))""";

    private static final String HEAVY = """
            let chunks = 0;
            function chunk() {
              const part = document.createElement('section');
              for (let i = 0; i < 2000; i++) part.append(Object.assign(document.createElement('span'), { textContent: i }));
              app.append(part);
              if (++chunks < 10) setTimeout(chunk); else finish('heavy', chunks);
            }
            chunk()""";

    private static final String SCROLL = """
            let count = 0;
            const more = new IntersectionObserver(async ([entry]) => {
              if (!entry.isIntersecting) return;
              more.unobserve(end);
              const items = await load('/api/items?count=10&delay=30&from=' + count);
              list(items);
              document.body.append(end);
              count += items.length;
              if (count === 30) finish('scroll', count);
              more.observe(end);
            }, { rootMargin: '200px' });
            more.observe(end)""";

    /** As frameworks render: in slices of a few milliseconds, and the document changes at the end. */
    private static final String SLICES = """
            const next = new MessageChannel();
            let slices = 0;
            next.port1.onmessage = () => {
              for (const start = performance.now(); performance.now() < start + 5;);
              if (++slices < 40) next.port2.postMessage(0); else { app.textContent = 'Loaded'; finish('slices', slices) }
            };
            load('/api/items').then(() => next.port2.postMessage(0))""";

    private static String resources() {
        String head = repeated(40, "<link rel=stylesheet href=/asset/%d.css>");
        String body = repeated(120, "<img src=/asset/%d.svg width=8 height=8>")
                + repeated(40, "<script defer src=/asset/%d.js></script>");
        return document("resources", head + body, """
                onload = () => finish('resources',
                  [...document.images].filter((image) => image.naturalWidth > 0).length + document.styleSheets.length + parts)""");
    }

    /** About a megabyte of functions, each of which makes a part of the page. */
    static String bundle() {
        String modules = IntStream.range(0, MODULES)
                .mapToObj(i -> """
                        modules.push(function module%1$d(state) {
                          const props = { id: 'm%1$d', index: %1$d, total: state.total + %1$d, label: 'Component ' + %1$d };
                          state.total = props.total %% 1000003; return create('span', props, props.label) });
                        """.formatted(i))
                .collect(Collectors.joining());
        return """
                'use strict';
                const modules = [];
                const create = (type, props, text) => ({ type, props, text });
                """ + modules + """
                function hydrate(root) {
                  const state = { total: 0 };
                  const nodes = modules.map((module) => module(state));
                  nodes.filter((node) => node.props.index % 10 === 0).forEach((node) =>
                    root.append(Object.assign(document.createElement(node.type), { id: node.props.id, textContent: node.text })));
                  return nodes.length;
                }
                """;
    }

    private static String document(String name, String body, String script) {
        return """
                <!doctype html><html lang=en><head><meta charset=utf-8><title>Page %s</title>
                <meta name=description content="A page of the benchmark"><script src=/kit.js></script></head>
                <body>%s<script>%s</script></body></html>""".formatted(name, body, script);
    }

    private static String repeated(int times, String format) {
        return IntStream.range(0, times).mapToObj(format::formatted).collect(Collectors.joining("\n"));
    }
}
