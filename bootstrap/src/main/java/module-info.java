/** The programs: command line, logging, wiring of each role, demo site. */
module edgecomet.bootstrap {
    requires static org.jspecify;
    requires edgecomet.adapters.chrome;
    requires edgecomet.adapters.fs;
    requires edgecomet.adapters.http;
    requires edgecomet.adapters.redis;
    requires edgecomet.application;
    requires edgecomet.domain;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.micronaut.micronaut_context;
    requires io.micronaut.micronaut_core;
    requires io.micronaut.micronaut_http_server;
    requires io.micronaut.micronaut_inject;
    requires jakarta.inject;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires jdk.unsupported;
    requires lettuce.core;
    requires micrometer.registry.prometheus;
    requires org.slf4j;

    // Micronaut finds beans in open packages only, and says nothing where one is closed.
    opens edgecomet.bootstrap.role;

    provides ch.qos.logback.classic.spi.Configurator with
            edgecomet.bootstrap.logging.StartupLogging;
}
