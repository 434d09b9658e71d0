/** Probe. */
module edgecomet.application {
    requires static org.jspecify;

    requires edgecomet.domain;



    exports edgecomet.application;
}
