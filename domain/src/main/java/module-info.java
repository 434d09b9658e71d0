/** Pure values and functions of the product: no I/O, no framework, no clock of its own. */
module edgecomet.domain {
    requires static transitive org.jspecify;
    requires re2j;
    requires zero.allocation.hashing;

    exports edgecomet.domain.cache;
    exports edgecomet.domain.dimension;
    exports edgecomet.domain.event;
    exports edgecomet.domain.fallback;
    exports edgecomet.domain.header;
    exports edgecomet.domain.host;
    exports edgecomet.domain.net;
    exports edgecomet.domain.pattern;
    exports edgecomet.domain.policy;
    exports edgecomet.domain.render;
    exports edgecomet.domain.rules;
    exports edgecomet.domain.seo;
    exports edgecomet.domain.url;
}
