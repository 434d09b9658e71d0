/** Probe. */
module edgecomet.adapters.fs {
    requires static org.jspecify;
    requires edgecomet.application;
    requires edgecomet.domain;

    requires org.yaml.snakeyaml; requires com.h2database.mvstore;

    exports edgecomet.adapters.fs;
}
