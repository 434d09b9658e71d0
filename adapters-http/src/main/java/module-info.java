/** HTTP in both directions: the endpoints of the services, and the clients of origins and render services. */
module edgecomet.adapters.http {
    requires static transitive org.jspecify;
    requires transitive edgecomet.application;
    requires transitive edgecomet.domain;
    requires transitive io.micronaut.micronaut_http;
    requires io.micronaut.micronaut_context;
    requires io.micronaut.micronaut_core;
    requires io.micronaut.micronaut_http_netty;
    requires io.micronaut.micronaut_http_server;
    requires transitive io.micronaut.micronaut_http_server_netty;
    requires io.micronaut.micronaut_inject;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires dec;
    requires transitive io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.haproxy;
    requires transitive io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.codec.socks;
    requires io.netty.common;
    requires io.netty.handler;
    requires transitive io.netty.transport;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires io.micronaut.micronaut_router;
    requires jakarta.inject;
    requires io.prometheus.metrics.model;
    requires java.management;
    requires jdk.management;
    requires org.reactivestreams;
    requires org.slf4j;
    requires reactor.core;

    exports edgecomet.adapters.http.client;
    exports edgecomet.adapters.http.egress;
    exports edgecomet.adapters.http.gateway;
    exports edgecomet.adapters.http.internal;
    exports edgecomet.adapters.http.listener;
    exports edgecomet.adapters.http.metrics;
    exports edgecomet.adapters.http.origin;
    exports edgecomet.adapters.http.renderer;

    // Micronaut finds beans in open packages only, and says nothing where one is closed.
    opens edgecomet.adapters.http.errors;
    opens edgecomet.adapters.http.gateway;
    opens edgecomet.adapters.http.internal;
    opens edgecomet.adapters.http.listener;
    opens edgecomet.adapters.http.metrics;
    opens edgecomet.adapters.http.renderservice;
}
