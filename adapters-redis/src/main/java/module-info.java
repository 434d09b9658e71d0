/** Probe. */
module edgecomet.adapters.redis {
    requires static org.jspecify;
    requires edgecomet.application;
    requires edgecomet.domain;
    requires lettuce.core;


    exports edgecomet.adapters.redis;
}
