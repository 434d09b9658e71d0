/** Page files, configuration files and the embedded coordination of one machine. */
module edgecomet.adapters.fs {
    requires static org.jspecify;
    requires transitive edgecomet.application;
    requires transitive edgecomet.domain;
    requires aircompressor;
    requires com.fasterxml.jackson.core;
    requires com.h2database.mvstore;
    requires org.lz4.java;
    requires org.slf4j;
    requires org.yaml.snakeyaml;

    exports edgecomet.adapters.fs.coordination;
    exports edgecomet.adapters.fs.events;
    exports edgecomet.adapters.fs.file;
    exports edgecomet.adapters.fs.pages;
    exports edgecomet.adapters.fs.configuration;
    exports edgecomet.adapters.fs.configuration.tester;
}
