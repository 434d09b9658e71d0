/** The programs: command line, logging, wiring of each role, demo site. */
module edgecomet.bootstrap {
    requires static org.jspecify;
    requires edgecomet.adapters.http;
    requires edgecomet.adapters.redis;
    requires edgecomet.adapters.fs;
    requires edgecomet.adapters.chrome;
    requires edgecomet.application;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires org.slf4j;
    requires jdk.httpserver;

    provides ch.qos.logback.classic.spi.Configurator with
            edgecomet.bootstrap.logging.StartupLogging;
}
