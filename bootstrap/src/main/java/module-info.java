/** The programs: command line, logging, wiring of each role, demo site. */
module edgecomet.bootstrap {
    requires static org.jspecify;
    requires io.netty.handler;
    requires io.netty.codec.http;
    requires lettuce.core;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires org.slf4j;
    requires jdk.httpserver;

    provides ch.qos.logback.classic.spi.Configurator with
            edgecomet.bootstrap.logging.StartupLogging;
}
