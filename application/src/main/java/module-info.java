/** Use cases and ports: what the product does, without saying with what. */
module edgecomet.application {
    requires static transitive org.jspecify;
    requires transitive edgecomet.domain;
    requires com.github.benmanes.caffeine;
    requires org.jsoup;
    requires org.slf4j;

    exports edgecomet.application.bothit;
    exports edgecomet.application.clean;
    exports edgecomet.application.configuration;
    exports edgecomet.application.explain;
    exports edgecomet.application.html;
    exports edgecomet.application.inspect;
    exports edgecomet.application.near;
    exports edgecomet.application.port;
    exports edgecomet.application.presence;
    exports edgecomet.application.readiness;
    exports edgecomet.application.recache;
    exports edgecomet.application.render;
    exports edgecomet.application.serve;
    exports edgecomet.application.tls;
}
