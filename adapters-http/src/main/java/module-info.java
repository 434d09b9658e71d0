/** Probe. */
module edgecomet.adapters.http {
    requires static org.jspecify;
    requires edgecomet.application;
    requires edgecomet.domain;
    requires transitive io.micronaut.micronaut_http;
    requires io.micronaut.micronaut_inject;
    requires io.micronaut.micronaut_core;
    requires jakarta.inject;
    requires io.micronaut.micronaut_context;

    exports edgecomet.adapters.http;

    opens edgecomet.adapters.http;
}
