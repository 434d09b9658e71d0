/** HTTP in both directions: the endpoints of the services, and the clients of origins and render services. */
module edgecomet.adapters.http {
    requires static transitive org.jspecify;
    requires transitive edgecomet.application;
    requires edgecomet.domain;
    requires transitive io.micronaut.micronaut_http;
    requires io.micronaut.micronaut_context;
    requires io.micronaut.micronaut_core;
    requires io.micronaut.micronaut_http_server;
    requires io.micronaut.micronaut_http_server_netty;
    requires io.micronaut.micronaut_inject;
    requires io.netty.codec.http;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires org.slf4j;

    exports edgecomet.adapters.http.metrics;

    // Micronaut finds beans in open packages only, and says nothing where one is closed.
    opens edgecomet.adapters.http.gateway;
    opens edgecomet.adapters.http.metrics;
    opens edgecomet.adapters.http.renderservice;
}
