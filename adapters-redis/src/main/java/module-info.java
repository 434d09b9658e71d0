/** The coordination of a cluster in Redis. */
module edgecomet.adapters.redis {
    requires static org.jspecify;
    requires transitive edgecomet.application;
    requires edgecomet.domain;
    requires transitive lettuce.core;
    requires io.netty.common;
    requires io.netty.transport;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;

    exports edgecomet.adapters.redis;
}
