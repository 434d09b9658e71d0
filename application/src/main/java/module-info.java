/** Use cases and ports: what the product does, without saying with what. */
module edgecomet.application {
    requires static transitive org.jspecify;
    requires transitive edgecomet.domain;
    requires org.slf4j;
    requires org.jsoup;

    exports edgecomet.application.port;
    exports edgecomet.application.configuration;
    exports edgecomet.application.html;
}
