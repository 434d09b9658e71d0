/** Probe. */
module edgecomet.adapters.chrome {
    requires static org.jspecify;
    requires edgecomet.application;
    requires edgecomet.domain;
    requires org.seleniumhq.selenium.devtools_v153;
    requires org.seleniumhq.selenium.remote_driver;

    exports edgecomet.adapters.chrome;
}
