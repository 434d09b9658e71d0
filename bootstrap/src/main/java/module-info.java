/** Probe. */
module edgecomet.bootstrap {
    requires static org.jspecify;
    requires edgecomet.adapters.http;
    requires edgecomet.adapters.redis;
    requires edgecomet.adapters.fs;
    requires edgecomet.adapters.chrome;
    requires io.micronaut.micronaut_inject;
    requires io.micronaut.micronaut_core;
    requires io.micronaut.micronaut_http_server;
    requires io.micronaut.micronaut_router;
    requires io.micronaut.micronaut_context;
}
